package dev.avow.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL refuses on the tables of facts, even to the tables' owner. */
class PostgresAppendOnlyTest {

    private static final String RESTRICT_VIOLATION = "23001";

    @TempDir
    private static Path contents;

    private static HikariDataSource pool;
    private static Store store;

    @BeforeAll
    static void open() {
        pool = Postgres.newDatabase();
        store = Stores.over(pool, contents);
        FactTables.fill(store);
    }

    @AfterAll
    static void close() {
        store.close();
        pool.close();
    }

    @Test
    void refuses_an_update_of_every_fact() {
        assertThat(FactTables.FACTS)
                .allSatisfy((table, column) -> assertThat(
                                FactTables.stateOf(store, "update " + table + " set " + column + " = 'x'"))
                        .as(table)
                        .isEqualTo(RESTRICT_VIOLATION));
    }

    @Test
    void refuses_a_delete_of_every_fact() {
        assertThat(FactTables.FACTS.keySet())
                .allSatisfy(table -> assertThat(FactTables.stateOf(store, "delete from " + table))
                        .as(table)
                        .isEqualTo(RESTRICT_VIOLATION));
    }

    @Test
    void refuses_a_truncate_of_every_fact() {
        assertThat(FactTables.FACTS.keySet())
                .allSatisfy(table -> assertThat(FactTables.stateOf(store, "truncate " + table + " cascade"))
                        .as(table)
                        .isEqualTo(RESTRICT_VIOLATION));
    }

    @Test
    void refuses_a_change_that_comes_with_an_insert() {
        String merge = """
                insert into slot (job, schedule, first_for, last_for, slots, decision, reason, at)
                select job, schedule, first_for, last_for, slots, decision, reason, at from slot
                on conflict (job, schedule, first_for) do update set decision = 'x'""";

        assertThat(FactTables.stateOf(store, merge)).isEqualTo(RESTRICT_VIOLATION);
    }

    @Test
    void refuses_a_change_where_replication_switches_other_triggers_off() {
        assertThat(FactTables.stateOf(store, "set session_replication_role = replica; update event set kind = 'x'"))
                .isEqualTo(RESTRICT_VIOLATION);
    }
}
