package dev.avow.db.internal;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans of PostgreSQL. */
class PostgresPlanTest extends AuditPlans {

    private static final String PLANS =
            "select custom_plans as plans from pg_prepared_statements where statement like '%from run r%rows only)'";

    @TempDir
    private static Path contents;

    private static HikariDataSource pool;
    private static Store store;

    @BeforeAll
    static void open() throws SQLException {
        pool = Postgres.newDatabase();
        store = Stores.over(pool, contents);
        PlanRows.fill(store);
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            // why: what was changed since leaves its room in an index, which small ones would be passed over for
            statement.execute("vacuum full analyze");
        }
    }

    @AfterAll
    static void close() {
        store.close();
        pool.close();
    }

    /** Where most have ended, the index of all would be walked to those few that have not. */
    @Test
    void runs_that_do_not_wait_are_not_in_the_index_of_those_that_do() {
        String query = "select identity from run where waiting is null order by waiting, since, identity";

        assertThat(plan(query, Values.values(), "set enable_seqscan = off")).doesNotContain("run_waiting_ix");
    }

    @Test
    void spec_changes_of_a_job_are_found_by_keys() {
        Values values = Values.values().text("job", "job-3");

        assertThat(plan(SqlSpecUses.WITH_DOCUMENTS, values, "set enable_seqscan = off"))
                .contains("spec_use_pk", "spec_pk");
    }

    /** PostgreSQL makes five plans for the values that come, and then, if it costs no more, one for all. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pages_of_a_job_are_planned_no_more_than_five_times(boolean next) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            SqlLookups lookups = new SqlLookups(Sql.on(connection, Database.POSTGRESQL, false));
            for (int i = 0; i < 20; i++) {
                int at = 100 + i * 37 % 200;
                Optional<PageKey> before =
                        next ? Optional.of(new PageKey(NOON.plusSeconds(at), NOON, 1, digest("x"))) : Optional.empty();
                assertThat(lookups.listed(RunFilter.ofJob("job-" + i % 6), before, 20))
                        .hasSize(20);
            }

            assertThat(Sql.on(connection, Database.POSTGRESQL, false)
                            .list(PLANS, Values.values(), row -> row.number("plans")))
                    .isNotEmpty()
                    .allMatch(plans -> plans <= 5);
        }
    }

    @Override
    Store store() {
        return store;
    }

    /** Of few rows PostgreSQL rather sorts a bitmap, hashes or merges. */
    @Override
    void assertInOrder(String sql, Values values) {
        assertThat(plan(
                        sql,
                        values,
                        "set enable_bitmapscan = off",
                        "set enable_hashjoin = off",
                        "set enable_mergejoin = off"))
                .containsAnyOf("index scan", "index only scan")
                .doesNotContain("sort");
    }

    @Override
    String planColumn() {
        return "QUERY PLAN";
    }

    @Override
    String[] withoutScans() {
        return new String[] {"set enable_seqscan = off"};
    }
}
