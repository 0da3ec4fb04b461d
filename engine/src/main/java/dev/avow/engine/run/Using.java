package dev.avow.engine.run;

import dev.avow.db.ContentStore;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.history.RunUses;
import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Stores what a run used, in the transaction that declares it. */
final class Using {

    private final ContentStore contents;

    Using(ContentStore contents) {
        this.contents = contents;
    }

    /** One statement; for the first run after a mapped task's runs, two more and the content of their list. */
    void store(Session session, RunRow run, Declaration declaration) {
        RunUses uses = RunUses.of(declaration);
        session.uses().insert(uses.rows(run.identity(), run.at()));
        uses.lists().forEach((list, runs) -> {
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
