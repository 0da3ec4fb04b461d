package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of a new PostgreSQL without statistics: it keeps those of its first statements when the tables have grown. */
class UnanalysedPlanTest {

    @TempDir
    private static Path contents;

    private static HikariDataSource pool;
    private static Store store;

    @BeforeAll
    static void open() {
        pool = Postgres.newDatabase();
        store = Stores.over(pool, contents);
    }

    @AfterAll
    static void close() {
        store.close();
        pool.close();
    }

    /** As the database itself does for each row that refers to a trigger, and Quartz for each trigger. */
    @Test
    void a_trigger_is_found_by_its_key() throws SQLException {
        String plan = plan(
                """
                select 1 from only qrtz_triggers
                where sched_name = :scheduler and trigger_name = :name and trigger_group = :group for key share""", values().text("scheduler", "avow").text("name", "run.1").text("group", "avow"));

        assertThat(plan).contains("qrtz_triggers_pkey").doesNotContain("filter");
    }

    @Test
    void the_trigger_of_each_run_is_found_by_its_key() throws SQLException {
        String plan = plan(
                SqlAdrift.undeferredQuery(Database.POSTGRESQL, 1),
                values().text("state0", "DECLARED")
                        .text("scheduler", "avow")
                        .text("group", "avow")
                        .number("limit", 500));

        assertThat(plan)
                .containsPattern("qrtz_triggers_pkey on qrtz_triggers.*\\s+index cond: .*trigger_name")
                .doesNotContain("join filter: ((qrtz_triggers");
    }

    private static String plan(String query, Values values) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return String.join(
                            "\n",
                            Sql.on(connection, Database.POSTGRESQL, false)
                                    .list("explain " + query, values, row -> row.text("QUERY PLAN")))
                    .toLowerCase(Locale.ROOT);
        }
    }
}
