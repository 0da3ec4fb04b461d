package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FaultyDatabase.Where;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No transaction takes one of Quartz's locks without the limit on how long it may stand still with it. */
class BegunTransactionsTest {

    private static final Duration CHECK_IN = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private final List<FaultyDatabase.Point> points = new ArrayList<>();

    @Test
    void every_transaction_that_locks_is_limited_first() throws SQLException {
        try (HikariDataSource pool = Migrated.newSchema()) {
            FaultyDatabase watched = new FaultyDatabase(pool);
            FakeOperator summarise = FakeOperator.named("summarise");
            try (Store store = Stores.over(watched.dataSource(), directory);
                    ManualEngine node = ManualEngine.of(
                                    new AvowBuilder(() -> new Unclosed(store))
                                            .operators(OperatorSource.of(List.of(summarise)))
                                            .clustered("one")
                                            .checkIn(CHECK_IN),
                                    SettableClock.at("2026-01-05T03:00:00Z"))
                            .start()) {
                node.avow()
                        .register(job("ad-hoc")
                                .task("summarise", operator("summarise"))
                                .build());
                execute(pool, "insert into qrtz_scheduler_state values ('avow', 'dead', 0, 2000)");
                watched.breaks(point -> {
                    points.add(point);
                    return false;
                });

                node.avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
                node.fireDue();
                for (int i = 0; i < 7; i++) {
                    node.pass(CHECK_IN);
                    node.checkIn();
                }

                assertThat(summarise.executed()).hasSize(1);
                assertThat(points.stream().filter(BegunTransactionsTest::isLock))
                        .hasSizeGreaterThan(5);
                assertThat(unlimited()).isEmpty();
                assertThat(deleted())
                        .as("what the dead instance held was freed")
                        .isTrue();
            }
        }
    }

    private static void execute(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isLock(FaultyDatabase.Point point) {
        return point.sql().contains("QRTZ_LOCKS") && point.sql().contains("FOR UPDATE");
    }

    private boolean deleted() {
        return points.stream().anyMatch(point -> point.sql().startsWith("DELETE FROM QRTZ_SCHEDULER_STATE"));
    }

    /** Returns the statements that lock in a transaction that did not begin with the limit. */
    private List<String> unlimited() {
        List<String> found = new ArrayList<>();
        boolean limited = false;
        for (FaultyDatabase.Point point : points) {
            if (point.where() == Where.CONNECT || point.where() == Where.AFTER_COMMIT) {
                limited = false;
            } else if (point.sql().contains("idle_in_transaction_session_timeout")) {
                limited = true;
            } else if (isLock(point) && !limited) {
                found.add(point.sql());
            }
        }
        return found;
    }
}
