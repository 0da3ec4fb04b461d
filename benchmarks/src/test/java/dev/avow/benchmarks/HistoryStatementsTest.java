package dev.avow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.benchmarks.Databases.Opened;
import dev.avow.db.open.Stores;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunView;
import dev.avow.engine.history.SpecChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many statements a question costs does not grow with its answer. */
class HistoryStatementsTest {

    @Test
    void a_page_of_runs_and_the_changes_of_a_job_are_one_statement_each() throws Exception {
        Counter counter = new Counter();
        try (Opened opened = Databases.H2.open()) {
            HistorySeed.run(opened.source(), 1);
            History history = new History(Stores.read(counter.around(opened.source())));
            counter.clear();

            List<RunView> runs = history.runs(HistorySeed.job(0), 50).items();
            long afterRuns = counter.statements();
            List<SpecChange> changes = history.changes(HistorySeed.job(0));

            assertThat(runs)
                    .hasSize(HistorySeed.RUNS)
                    .allSatisfy(run -> assertThat(run.duration()).isPresent());
            assertThat(afterRuns).isEqualTo(1);
            assertThat(changes).hasSize(3);
            assertThat(counter.statements() - afterRuns).isEqualTo(1);
        }
    }
}
