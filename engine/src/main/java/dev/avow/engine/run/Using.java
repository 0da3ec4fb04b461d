package dev.avow.engine.run;

import dev.avow.db.ContentStore;
import dev.avow.db.Session;
import dev.avow.db.Uses.UseRow;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.history.RunUses;
import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores what runs used, in the transaction that declares them. */
final class Using {

    private final ContentStore contents;

    Using(ContentStore contents) {
        this.contents = contents;
    }

    /** One statement; for the first run after a mapped task's runs, two more and the content of their list. */
    void store(Session session, List<DeclaredRows> declared) {
        List<UseRow> rows = new ArrayList<>();
        Map<Digest, Optional<List<UpstreamRun>>> lists = new LinkedHashMap<>();
        for (DeclaredRows each : declared) {
            RunUses uses = RunUses.of(each.prepared().declaration());
            rows.addAll(uses.rows(each.run().identity(), each.run().at()));
            lists.putAll(uses.lists());
        }
        session.uses().insert(rows);
        lists.forEach((list, runs) -> {
            if (!session.uses().hasList(list.text())) {
                runs.or(() -> read(list))
                        .ifPresent(known -> session.uses().insertMembers(RunUses.members(list, known)));
            }
        });
    }

    /** A list that is gone is a matter of the gate; the run is found by the list's digest all the same. */
    private Optional<List<UpstreamRun>> read(Digest list) {
        return contents.open(list.text()).map(stream -> {
            try (InputStream in = stream) {
                return Upstream.parseList(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
