package dev.avow.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.open.Stores;
import java.nio.file.Path;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What H2 refuses on the tables of facts: to the engine's user by rights, to an admin by triggers. */
class H2AppendOnlyTest {

    private static final String NOT_ENOUGH_RIGHTS = "90096";
    private static final String ADMIN_ONLY = "90040";
    private static final String OTHERS_REFER_TO_IT = "90106";

    @TempDir
    private static Path directory;

    private static Store embedded;
    private static Store plain;

    @BeforeAll
    static void open() {
        embedded = Stores.embedded(directory.resolve("embedded"));
        FactTables.fill(embedded);
        JdbcDataSource admin = new JdbcDataSource();
        admin.setURL("jdbc:h2:" + directory.toAbsolutePath().resolve("plain") + ";DB_CLOSE_DELAY=-1");
        admin.setUser("SA");
        admin.setPassword("");
        plain = Stores.over(admin, directory.resolve("contents"));
        FactTables.fill(plain);
    }

    @AfterAll
    static void close() {
        embedded.close();
        FactTables.stateOf(plain, "shutdown");
        plain.close();
    }

    @Test
    void refuses_an_update_of_every_fact() {
        assertThat(FactTables.FACTS).allSatisfy((table, column) -> {
            String update = "update " + table + " set " + column + " = 'x'";
            assertThat(FactTables.stateOf(embedded, update)).as(table).isEqualTo(NOT_ENOUGH_RIGHTS);
            assertThat(FactTables.stateOf(plain, update)).as(table).isEqualTo(AppendOnly.SQLSTATE);
        });
    }

    @Test
    void refuses_a_delete_of_every_fact() {
        assertThat(FactTables.FACTS.keySet()).allSatisfy(table -> {
            String delete = "delete from " + table;
            assertThat(FactTables.stateOf(embedded, delete)).as(table).isEqualTo(NOT_ENOUGH_RIGHTS);
            assertThat(FactTables.stateOf(plain, delete)).as(table).isEqualTo(AppendOnly.SQLSTATE);
        });
    }

    @Test
    void refuses_a_truncate_of_every_fact_to_the_engine() {
        assertThat(FactTables.FACTS.keySet())
                .allSatisfy(table -> assertThat(FactTables.stateOf(embedded, "truncate table " + table))
                        .as(table)
                        .isIn(NOT_ENOUGH_RIGHTS, OTHERS_REFER_TO_IT));
    }

    @Test
    void refuses_a_change_of_tables_to_the_engine() {
        assertThat(FactTables.FACTS)
                .allSatisfy((table, column) -> assertThat(List.of(
                                "drop table " + table,
                                "drop trigger " + table + "_append_only",
                                "alter table " + table + " drop column " + column,
                                "alter table " + table + " rename to other",
                                "alter table " + table + " set referential_integrity false",
                                "create trigger other before insert on " + table + " call 'dev.avow.db.AppendOnly'",
                                "create index other on " + table + " (" + column + ")"))
                        .allSatisfy(sql -> assertThat(FactTables.stateOf(embedded, sql))
                                .as(sql)
                                .isIn(NOT_ENOUGH_RIGHTS, ADMIN_ONLY)));
    }

    @Test
    void refuses_an_admins_work_to_the_engine() {
        assertThat(List.of(
                        "create table other (id integer)",
                        "create alias other for 'java.lang.System.exit'",
                        "create user other password 'x'",
                        "grant all on slot to avow_engine",
                        "alter user avow_engine admin true",
                        "set referential_integrity false",
                        "script to 'x.sql'",
                        "checkpoint sync",
                        "shutdown"))
                .allSatisfy(sql ->
                        assertThat(FactTables.stateOf(embedded, sql)).as(sql).isIn(NOT_ENOUGH_RIGHTS, ADMIN_ONLY));
    }

    @Test
    void lets_the_engine_change_what_is_no_fact() {
        assertThat(List.of(
                        "update run set detail = 'x'",
                        "delete from request",
                        "delete from qrtz_locks",
                        "update owner set beat = 1"))
                .allSatisfy(sql ->
                        assertThat(FactTables.stateOf(embedded, sql)).as(sql).isEqualTo("done"));
    }
}
