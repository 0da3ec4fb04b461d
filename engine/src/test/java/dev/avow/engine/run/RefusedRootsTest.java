package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tasks that come after no other are declared together or not at all, also when a refused slot is tried again. */
class RefusedRootsTest extends EngineContract {

    private Job nightly(int tries) {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .retryRefused(retries(tries).backoff(Duration.ofMinutes(1)).factor(1))
                .task("a", operator("summarise"))
                .task("b", operator("summarise"))
                .input("list", InputSource.file(directory.resolve("list.txt")))
                .task("c", operator("measure"))
                .after("a", "b")
                .build();
    }

    private List<String> tasks() {
        return runs("nightly").stream().map(RunView::task).sorted().toList();
    }

    private List<String> undeclared() {
        List<UndeclaredRow> rows = store.read(session -> session.declarations().undeclared("nightly", 10));
        return rows.stream()
                .map(row -> row.key().task() + " " + row.reason())
                .sorted()
                .toList();
    }

    @Test
    void none_is_declared_while_one_is_refused() {
        avow().register(nightly(2));

        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.fireDueAt("2026-01-05T03:01:00Z");

        assertThat(tasks()).isEmpty();
        assertThat(undeclared()).isEmpty();
    }

    @Test
    void all_are_declared_as_soon_as_none_is_refused() {
        avow().register(nightly(2));
        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.fireDueAt("2026-01-05T03:01:00Z");

        file("list.txt", "late");
        manual.fireDueAt("2026-01-05T03:02:00Z");

        assertThat(tasks()).containsExactly("a", "b", "c");
        assertThat(runs("nightly")).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        assertThat(undeclared()).isEmpty();
    }

    @Test
    void all_are_recorded_as_never_declared_when_the_last_try_is_refused() {
        avow().register(nightly(1));

        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.fireDueAt("2026-01-05T03:01:00Z");

        assertThat(tasks()).isEmpty();
        assertThat(undeclared()).containsExactly("a REFUSED", "b REFUSED", "c UPSTREAM_FAILED");
        assertThat(manual.fireDueAfter(Duration.ofHours(1))).isZero();
    }
}
