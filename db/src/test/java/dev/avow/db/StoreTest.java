package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aCursor;
import static dev.avow.db.testing.Rows.aDeclaration;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.declare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Store.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store does with the work that it is given, whichever rows that is about. */
class StoreTest extends StoreContract {

    @Test
    void stores_nothing_of_work_that_throws() {
        IllegalStateException thrown = new IllegalStateException("stop");

        assertThatThrownBy(() -> store().writeOnly(session -> {
                    declare(session, job, 1);
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(store().<Optional<RunRow>>read(
                                session -> session.runs().find(aRun(job, 1).identity())))
                .isEmpty();
    }

    @Test
    void stores_nothing_where_a_failed_statement_was_swallowed() {
        assertThatThrownBy(() -> store().writeOnly(session -> {
                    session.slots().insertCursor(aCursor(job));
                    try {
                        session.declarations().insert(aDeclaration(job));
                    } catch (StoreException swallowed) {
                        assertThat(swallowed).hasCauseInstanceOf(SQLException.class);
                    }
                }))
                .isInstanceOf(StoreException.class)
                .hasMessage("Transaction was rolled back: one of its statements had failed."
                        + " Let the exception of that statement out.");

        assertThat(store().<Optional<CursorRow>>read(session -> session.slots().findCursor(job, "nightly")))
                .isEmpty();
    }

    @Test
    void leaves_the_callers_transaction_to_the_caller() throws SQLException {
        CursorRow cursor = aCursor(job);

        try (Connection connection = store().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            store().on(connection).slots().insertCursor(cursor);
            assertThat(connection.isClosed()).isFalse();
            connection.rollback();
            assertThat(store().on(connection).slots().findCursor(job, "nightly"))
                    .isEmpty();
            store().on(connection).slots().insertCursor(cursor);
            connection.commit();
            connection.setAutoCommit(true);
        }

        assertThat(store().<Optional<CursorRow>>read(session -> session.slots().findCursor(job, "nightly")))
                .contains(cursor);
    }

    @Test
    void refuses_writing_while_it_reads() {
        assertThatThrownBy(() -> store().read(session -> session.slots().insertCursor(aCursor(job))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Session only reads. Write with Store.write, on a store that is open for writing.");
        assertThatThrownBy(() -> store().read(session -> session.slots().lockCursor(job, "nightly")))
                .isInstanceOf(StoreException.class)
                .hasMessage("Session only reads. Write with Store.write, on a store that is open for writing.");
    }

    @Test
    void refuses_what_it_could_not_keep_as_it_is() {
        String long101 = "j".repeat(101);

        assertThatThrownBy(() -> store().write(session ->
                        session.slots().insertCursor(new CursorRow(job, "nightly", NOON.plusNanos(1_000)))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Time 2026-01-05T12:00:00.000001Z is finer than a millisecond. Truncate it.");
        assertThatThrownBy(() ->
                        store().write(session -> session.slots().insertCursor(new CursorRow(long101, "nightly", NOON))))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "Database refused a statement, SQLSTATE 22001: insert into cursor (job, schedule, decided_to)."
                                + " See the cause.");
        assertThatThrownBy(() -> store().read(session -> session.runs().find("sha256:AB")))
                .isInstanceOf(StoreException.class)
                .hasMessage("Digest 'sha256:AB' is not valid. Use 'sha256:' and 64 lower-case hex digits.");
    }

    @Test
    void sets_up_its_transactions_and_leaves_the_connection_as_it_was() throws SQLException {
        assumeTrue(store().database() == Database.POSTGRESQL, "H2 has no such settings.");
        try (Connection connection = store().dataSource().getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);

            store().begin(connection);

            assertThat(setting(connection, "transaction_isolation")).isEqualTo("read committed");
            assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                    .isEqualTo("10s");
            connection.commit();
            assertThat(setting(connection, "transaction_isolation")).isEqualTo("serializable");
            assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                    .isEqualTo("0");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void returns_from_sync() {
        store().sync();

        assertThat(store().database()).isNotNull();
    }
}
