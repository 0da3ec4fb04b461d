package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Child;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.operator.OperatorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that is killed between two deferrals; another one takes the store and goes on from the last state. */
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
class KilledDeferralTest {

    @Parameter
    private String database;

    @TempDir
    private Path directory;

    @Test
    void the_same_attempt_begins_its_work_again_under_the_same_key() throws IOException {
        try (HikariDataSource schema = Migrated.newSchema()) {
            String url = database.equals("H2")
                    ? "jdbc:h2:file:" + directory.resolve("doomed") + ";WRITE_DELAY=0;LOCK_TIMEOUT=30000"
                    : ((PGSimpleDataSource) schema.getDataSource()).getUrl();
            try (Child child = Child.start(DeferringNode.class, url, directory.toString())) {
                child.rest();
            }

            try (HikariDataSource pool = DoomedNode.pool(url);
                    Store store = Stores.over(pool, directory)) {
                takeOver(store);
            }
        }
    }

    private void takeOver(Store store) throws IOException {
        Promises.check(store);
        try (ManualEngine next = ManualEngine.on(
                        new Unclosed(store),
                        SettableClock.at("2026-01-05T03:00:10Z"),
                        OperatorSource.of(List.of(DeferringNode.worker(directory, false))))
                .takingOver()
                .start()) {
            next.fireDue();

            RunView run = next.avow().history().runs("doomed", 10).items().get(0);
            assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(run.attempts()).isEqualTo(1);
            String begun = run.identity() + " 1";
            assertThat(Files.readAllLines(directory.resolve("submitted"))).containsExactly(begun, begun);
        }
        Promises.checkSettled(store, List.of());
    }
}
