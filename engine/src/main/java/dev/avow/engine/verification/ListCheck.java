package dev.avow.engine.verification;

import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.Uses.MemberRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.history.RunUses;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks lists of runs that runs used: the runs in them, and what is stored of what was used with them. */
final class ListCheck {

    private static final int REMEMBERED = 20_000;

    private final Store store;
    private final Scope scope;
    private final Tally tally;
    private final KeptContents contents;
    private final Recent<Boolean> recent = new Recent<>(REMEMBERED);

    ListCheck(Store store, Scope scope, Tally tally, KeptContents contents) {
        this.store = store;
        this.scope = scope;
        this.tally = tally;
        this.contents = contents;
    }

    /** Checks a list that was not checked lately, in a snapshot of its own: it may be large. */
    void check(UsedList list) {
        if (recent.find(list.list().text()).isPresent()) {
            return;
        }
        recent.put(list.list().text(), true);
        Optional<List<UpstreamRun>> runs = list.runs().or(() -> read(list.list()));
        if (runs.isPresent()) {
            store.snapshot(session -> check(session, list, runs.get()));
        } else if (scope.contentsMayMiss()) {
            tally.count(Checked.CONTENTS_PASSED_OVER);
        } else {
            tally.find(
                    FindingKind.CONTENT_MISSING,
                    list.identity() + " upstream",
                    "a list of runs with digest " + list.list(),
                    "nothing, or no list");
        }
    }

    private Optional<List<UpstreamRun>> read(Digest list) {
        return contents.bytes(list.text(), CanonicalJson.MAX_TEXT_BYTES).flatMap(bytes -> {
            try {
                return Optional.of(Upstream.parseList(bytes));
            } catch (EngineException e) {
                return Optional.empty();
            }
        });
    }

    private boolean check(Session session, UsedList list, List<UpstreamRun> runs) {
        if (list.runs().isEmpty()) {
            ReferenceCheck references = new ReferenceCheck(session.audit(), tally);
            runs.forEach(run -> references.want(list.identity(), run));
            references.check();
        }
        String subject = "list " + list.list() + " use";
        Set<MemberRow> added =
                new LinkedHashSet<>(session.uses().members(list.list().text()));
        for (MemberRow row : RunUses.members(list.list(), runs)) {
            if (!added.remove(row)) {
                tally.find(FindingKind.USE_MISSING, subject, text(row), "nothing");
            }
        }
        added.forEach(row -> tally.find(FindingKind.USE_MISMATCH, subject, "nothing", text(row)));
        return true;
    }

    private static String text(MemberRow row) {
        return row.kind() + " " + row.subject() + (row.found() ? "" : ", not found by it");
    }
}
