package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FaultyDatabase.Point;
import dev.avow.engine.run.FaultyDatabase.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How often a run asks the database, once its task has been declared before. */
@ParameterizedClass
@EnumSource
class RunCostTest {

    @Parameter
    private Pool database;

    @TempDir
    private Path directory;

    private final SettableClock clock = SettableClock.at("2026-01-05T02:59:00Z");
    private final FakeOperator summarise = FakeOperator.named("summarise");
    private final List<Point> points = new ArrayList<>();
    private HikariDataSource pool;
    private FaultyDatabase watched;
    private ManualEngine manual;

    @BeforeEach
    void run_once() {
        pool = database.open();
        watched = new FaultyDatabase(pool);
        manual = ManualEngine.on(
                        Stores.over(watched.dataSource(), directory), clock, OperatorSource.of(List.of(summarise)))
                .start();
        manual.avow()
                .register(job("nightly")
                        .schedule(cron("0 0 3 * * ?"))
                        .task("summarise", operator("summarise"))
                        .build());
        manual.fireDueAt("2026-01-05T03:00:00Z");
        clock.set("2026-01-06T03:00:00Z");
        watched.breaks(point -> {
            points.add(point);
            return false;
        });
    }

    @AfterEach
    void close() {
        manual.close();
        pool.close();
    }

    private List<String> statements() {
        return points.stream()
                .filter(point -> point.where() == Where.STATEMENT)
                .map(point -> point.sql().strip().replaceAll("\\s+", " "))
                .toList();
    }

    @Test
    void an_execution_asks_as_often_as_this() {
        manual.declareDue();
        points.clear();

        manual.executeDue();

        assertThat(summarise.executed()).hasSize(2);
        assertThat(statements()).hasSize(database.statements);
        assertThat(points.stream().filter(point -> point.where() == Where.AFTER_COMMIT))
                .hasSize(3);
    }

    @Test
    void a_declaration_asks_as_often_as_this() {
        new SlotStep(manual.core())
                .decideAlone(manual.core().registry().all().iterator().next(), "default");

        assertThat(statements()).hasSize(database.declaring);
        assertThat(points.stream().filter(point -> point.where() == Where.AFTER_COMMIT))
                .hasSize(1);
    }

    @Test
    void runs_that_are_due_together_are_taken_and_fired_together() {
        manual.avow()
                .register(job("others")
                        .task("first", operator("summarise"))
                        .task("second", operator("summarise"))
                        .build());
        manual.declareDue();
        manual.avow().trigger("others", JsonObject.empty(), ManualRequest.by("ann"));
        points.clear();

        int executed = manual.executeDue();

        assertThat(executed).isEqualTo(3);
        assertThat(statements())
                .filteredOn(sql -> sql.contains("QRTZ_") && !sql.startsWith("DELETE") && !sql.contains("QRTZ_LOCKS"))
                .hasSize(3);
    }

    @Test
    void what_the_gate_reads_it_reads_by_itself_where_that_failed_in_one() {
        watched.breaks(point -> point.sql().contains("from declaration d"));

        manual.fireDue();

        assertThat(summarise.executed()).hasSize(2);
    }

    /** The databases, and how many statements an execution and a declaration have there. */
    enum Pool {
        H2(15, 11) {
            @Override
            HikariDataSource open() {
                return DoomedNode.pool("jdbc:h2:mem:runcost" + System.nanoTime());
            }
        },
        POSTGRESQL(16, 12) {
            @Override
            HikariDataSource open() {
                return Migrated.newSchema();
            }
        };

        private final int statements;
        private final int declaring;

        Pool(int statements, int declaring) {
            this.statements = statements;
            this.declaring = declaring;
        }

        abstract HikariDataSource open();
    }
}
