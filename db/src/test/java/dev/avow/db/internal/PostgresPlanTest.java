package dev.avow.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of PostgreSQL. */
class PostgresPlanTest extends AuditPlans {

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
}
