package dev.avow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.benchmarks.Databases.Opened;
import dev.avow.benchmarks.HistoryByHand.Statement;
import dev.avow.db.open.Stores;
import dev.avow.engine.history.History;
import dev.avow.engine.history.HistoryQuery;
import dev.avow.engine.history.RunView;
import dev.avow.engine.history.SpecChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What questions cost: those of the history one statement, and those by hand one range of an index. */
class HistoryStatementsTest {

    private static final int JOBS = 5;
    private static final int RUNS = 5_000;
    private static final int PAGE = 50;

    /** Where a page and a few rows come to the same, PostgreSQL rather reads all and sorts them. */
    private static final String[] FEW = {"set local enable_seqscan = off", "set local enable_bitmapscan = off"};

    @Test
    void a_page_of_runs_and_the_changes_of_a_job_are_one_statement_each() throws Exception {
        Counter counter = new Counter();
        try (Opened opened = Databases.H2.open()) {
            HistorySeed.run(opened.source(), 1);
            History history = new History(Stores.read(counter.around(opened.source())));
            counter.clear();

            List<RunView> runs = history.runs(HistorySeed.job(0), PAGE).items();
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

    @ParameterizedTest
    @EnumSource
    void by_hand_is_a_range_of_an_index_without_a_sort_and_answers_alike(Databases database) throws Exception {
        try (Opened opened = database.open()) {
            DataSource source = opened.source();
            HistorySeed.run(source, JOBS);
            HistoryCopies copies = HistoryCopies.of(database, source, JOBS);
            copies.growTo(RUNS);
            History history = new History(Stores.read(source));
            HistoryPick pick = HistoryPick.some(1, copies, history).get(0);

            assertOneRange(database, source, HistoryByHand.latest(pick), "run_page_ix");
            assertOneRange(database, source, HistoryByHand.middle(pick), "run_page_ix");
            assertThat(plan(source, HistoryByHand.middle(pick)).lines())
                    .as("it begins in the middle")
                    .anyMatch(line -> line.matches(".*index cond:.*\\bat\\b.* <=? .*| *and at <= .*"));
            assertOneRange(database, source, HistoryByHand.spec(pick), "used_mark_ix");
            assertOneRange(database, source, HistoryByHand.input(pick), "used_mark_ix", FEW);
            assertOneRange(database, source, HistoryByHand.changes(pick), keyOfSpecUses(database), FEW);

            assertThat(identities(source, HistoryByHand.latest(pick)))
                    .hasSize(PAGE)
                    .isEqualTo(identities(history.runs(pick.job(), PAGE).items()));
            assertThat(identities(source, HistoryByHand.middle(pick)))
                    .hasSize(PAGE)
                    .isEqualTo(identities(
                            history.runs(pick.job(), PAGE, pick.cursor()).items()));
            assertThat(identities(source, HistoryByHand.spec(pick)))
                    .hasSize(PAGE)
                    .isEqualTo(identities(history.runs(HistoryQuery.runs().spec(pick.spec()), PAGE)
                            .items()));
            assertThat(identities(source, HistoryByHand.input(pick)))
                    .hasSize(JOBS)
                    .containsExactlyInAnyOrderElementsOf(identities(
                            history.runs(History.usedInput(pick.input()), PAGE).items()));
            assertThat(identities(source, HistoryByHand.changes(pick)))
                    .isEqualTo(history.changes(pick.job()).stream()
                            .map(change -> change.first().toString())
                            .toList());
        }
    }

    private static String keyOfSpecUses(Databases database) {
        return database == Databases.H2 ? "primary_key" : "spec_use_pk";
    }

    private static void assertOneRange(
            Databases database, DataSource source, Statement asked, String index, String... ofPostgres)
            throws SQLException {
        if (database == Databases.H2) {
            assertThat(plan(source, asked))
                    .contains(index, "/* index sorted */")
                    .doesNotContain("tablescan");
        } else {
            assertThat(plan(source, asked, ofPostgres))
                    .contains("using " + index)
                    .doesNotContain("sort", "seq scan", "bitmap");
        }
    }

    private static String plan(DataSource source, Statement asked, String... settings) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement explain = connection.prepareStatement("explain " + asked.text())) {
            connection.setAutoCommit(false);
            for (String setting : settings) {
                connection.createStatement().execute(setting);
            }
            for (int i = 0; i < asked.values().size(); i++) {
                explain.setObject(i + 1, asked.values().get(i));
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1).toLowerCase(Locale.ROOT)).append('\n');
                }
            }
            connection.rollback();
            return plan.toString();
        }
    }

    private static List<String> identities(DataSource source, Statement asked) throws SQLException {
        return asked.rows(source).stream()
                .map(row -> "sha256:" + HexFormat.of().formatHex((byte[]) row.get(0)))
                .toList();
    }

    private static List<String> identities(List<RunView> runs) {
        return runs.stream().map(run -> run.identity().toString()).toList();
    }
}
