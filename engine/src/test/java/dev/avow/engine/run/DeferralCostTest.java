package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FaultyDatabase.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database does for one cycle of a deferred attempt: fire, gate, claim, operator, deferral. */
@ParameterizedClass
@EnumSource
class DeferralCostTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Parameter
    private Pool database;

    @TempDir
    private Path directory;

    private final Counter counter = new Counter();
    private final SettableClock clock = SettableClock.at("2026-01-05T03:00:00Z");
    private HikariDataSource pool;
    private ManualEngine manual;

    @BeforeEach
    void defer() {
        pool = database.open();
        FaultyDatabase counted = new FaultyDatabase(pool);
        FakeOperator wait = FakeOperator.named("wait")
                .does(run -> OperatorResult.defer(
                        run.now().plus(MINUTE), run.deferred().orElse(JsonObject.empty())));
        manual = ManualEngine.on(Stores.over(counted.dataSource(), directory), clock, OperatorSource.of(List.of(wait)))
                .start();
        manual.avow().register(job("waits").task("wait", operator("wait")).build());
        manual.avow().trigger("waits", JsonObject.empty(), ManualRequest.by("ann"));
        manual.fireDue();
        counted.breaks(counter);
    }

    @AfterEach
    void close() {
        manual.close();
        pool.close();
    }

    private void cycle() {
        clock.advance(MINUTE);
        assertThat(manual.executeDue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 50})
    void a_cycle_costs_no_more_than_documented_however_many_were_before(int number) {
        for (int earlier = 1; earlier < number; earlier++) {
            cycle();
        }
        counter.reset();

        cycle();

        assertThat(counter.statements).hasSize(database.statements);
        assertThat(counter.commits).isEqualTo(3);
    }

    /** The databases, and how many statements a cycle has there. */
    enum Pool {
        H2(24) {
            @Override
            HikariDataSource open() {
                return DoomedNode.pool("jdbc:h2:mem:cost" + System.nanoTime());
            }
        },
        POSTGRESQL(25) {
            @Override
            HikariDataSource open() {
                return Migrated.newSchema();
            }
        };

        private final int statements;

        Pool(int statements) {
            this.statements = statements;
        }

        abstract HikariDataSource open();
    }

    /** Counts, and breaks nothing. */
    private static final class Counter implements FaultyDatabase.Plan {

        private final List<String> statements = new ArrayList<>();
        private int commits;

        private void reset() {
            statements.clear();
            commits = 0;
        }

        @Override
        public boolean breaksAt(Point point) {
            switch (point.where()) {
                case STATEMENT -> statements.add(point.sql().strip().replaceAll("\\s+", " "));
                case AFTER_COMMIT -> commits++;
                default -> {}
            }
            return false;
        }
    }
}
