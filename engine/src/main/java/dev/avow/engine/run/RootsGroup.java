package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Session;
import dev.avow.engine.identity.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Declares what many manual requests ask for in one transaction, but for those that were declared before. */
final class RootsGroup {

    private final Core core;

    RootsGroup(Core core) {
        this.core = core;
    }

    /** Returns what was declared for each, by task; empty for those that are to be looked at alone. */
    List<Optional<Map<String, Identity>>> declare(List<Roots> all) {
        return core.door().pass(passage -> {
            List<Optional<Map<String, Identity>>> answers = new ArrayList<>();
            List<Prepared> declared = new ArrayList<>();
            Set<OccasionKey> taken = new HashSet<>();
            for (Roots roots : all) {
                if (isNew(passage.session(), roots, taken)) {
                    declared.addAll(roots.plain());
                    answers.add(Optional.of(identities(roots)));
                } else {
                    answers.add(Optional.empty());
                }
            }
            core.batchDeclarer().declare(passage, declared);
            return answers;
        });
    }

    /** Tells whether nothing of a request was declared, or is asked for by one before it. */
    private static boolean isNew(Session session, Roots roots, Set<OccasionKey> taken) {
        List<OccasionKey> keys = roots.plain().stream().map(Prepared::key).toList();
        boolean plain = !keys.isEmpty() && roots.mapped().isEmpty();
        return plain
                && keys.stream().noneMatch(taken::contains)
                && keys.stream().allMatch(key -> session.declarations().lastNumber(key) == 0)
                && taken.addAll(keys);
    }

    private static Map<String, Identity> identities(Roots roots) {
        Map<String, Identity> identities = new LinkedHashMap<>();
        roots.plain().forEach(one -> identities.put(one.declaration().task(), one.identity()));
        return identities;
    }
}
