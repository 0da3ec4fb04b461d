package dev.avow.engine.run;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Bytes;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Runs.Element;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.testing.Migrated;
import dev.avow.db.testing.Rows;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamList;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More runs of a mapped task than a declaration lists are declared by the digest of their list, which is kept. */
class UpstreamReaderTest {

    private static final int RUNS = 1001;
    private static final Manual OCCASION = new Manual("k", JsonObject.empty(), Optional.empty());
    private static final OccasionKey EACH = new OccasionKey("graph", "each", OCCASION.key());

    @TempDir
    private Path directory;

    @Test
    void keeps_the_list_that_is_declared_by_digest() throws IOException {
        try (Store store = Migrated.embedded(directory)) {
            store.writeOnly(UpstreamReaderTest::fill);

            Upstream read = new UpstreamReader(store, true)
                    .read(gather(), OCCASION)
                    .upstream()
                    .get("each");

            assertThat(read)
                    .isInstanceOfSatisfying(
                            UpstreamList.class, list -> assertThat(list.count()).isEqualTo(RUNS));
            List<UpstreamRun> kept = kept(store, (UpstreamList) read);
            assertThat(kept).hasSize(RUNS);
            assertThat(kept.get(7).identity()).isEqualTo(Identity.parse(identity(7)));
            assertThat(kept.get(7).outputs()).containsOnlyKeys("out");
            assertThat(Upstream.of(kept)).isEqualTo(read);
        }
    }

    private static List<UpstreamRun> kept(Store store, UpstreamList list) throws IOException {
        try (InputStream in = store.contents().open(list.list().text()).orElseThrow()) {
            return Upstream.parseList(in.readAllBytes());
        }
    }

    private static BoundTask gather() {
        Job job = job("graph")
                .task("each", operator("work"))
                .mapped(Elements.of("x"))
                .task("gather", operator("work"))
                .after("each")
                .build();
        return BoundJob.bind(job, OperatorSource.of(List.of(FakeOperator.named("work"))))
                .find("gather")
                .orElseThrow();
    }

    private static String identity(int index) {
        return Rows.digest("element " + index);
    }

    private static void fill(Session session) {
        session.declarations().putSpec(Rows.aSpec("graph"));
        String spec = Rows.aSpec("graph").digest();
        session.mappings().insert(new MappingRow(EACH, 1, RUNS, spec, NOON));
        for (int index = 0; index < RUNS; index++) {
            String identity = identity(index);
            session.declarations()
                    .insert(new DeclarationRow(identity, EACH, 1, index, spec, Bytes.of(new byte[1]), NOON));
            session.runs()
                    .insert(new RunRow(
                            identity,
                            EACH,
                            1,
                            NOON,
                            Optional.of(new Element(index, "key " + index)),
                            spec,
                            "{}",
                            NOON,
                            new Standing("SUCCEEDED", Optional.empty(), "", 1, NOON)));
            session.attempts().claim(Rows.aClaim(identity), NOON);
            session.attempts().insertOutputs(List.of(new OutputRow(identity, 1, "out", spec, "text/plain", 1)));
        }
    }
}
