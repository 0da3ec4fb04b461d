package dev.avow.operators.sql;

import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;

/** One connection of one attempt, with one transaction. */
final class Session {

    private static final long GRACE_SECONDS = 5;
    private static final long MOST_SECONDS = Integer.MAX_VALUE;

    private final DeclaredRun run;
    private final SqlParameters parameters;
    private final StatementInFlight statement = new StatementInFlight();

    /** What is done with the connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Handle handle) throws SQLException;
    }

    Session(DeclaredRun run, SqlParameters parameters) {
        this.run = run;
        this.parameters = parameters;
    }

    /**
     * Does the work in a transaction on a thread of its own, since JDBC does not heed an interrupt.
     *
     * @param writes whether the transaction is committed; else it is read only, and rolled back
     * @throws OperatorException as {@link SqlFaults} has it
     * @throws InterruptedException if the thread is interrupted; the statement is cancelled, and has ended unless that took
     *     longer than {@link Cancelling} waits
     */
    <T> T call(boolean writes, Work<T> work) throws InterruptedException {
        Database database = new Database(run.connection());
        FutureTask<T> task = new FutureTask<>(() -> transact(database, writes, work));
        Thread thread = new Thread(task, "avow-sql-" + run.declaration().job());
        thread.setDaemon(true);
        thread.start();
        try {
            return timeout().isPresent()
                    ? task.get(seconds(timeout().get()) + GRACE_SECONDS, TimeUnit.SECONDS)
                    : task.get();
        } catch (InterruptedException e) {
            Cancelling.end(statement, task);
            throw e;
        } catch (TimeoutException e) {
            if (Cancelling.end(statement, task)) {
                throw new InterruptedException("Interrupted while a statement was cancelled.");
            }
            throw OperatorException.retriable(
                    "The database did not answer within " + timeout().orElseThrow()
                            + ". Try again, or raise the timeout.",
                    e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Binds the declared values, each by its type. */
    <S extends SqlStatement<S>> S bound(S unbound) {
        parameters.values().forEach((name, value) -> bind(unbound, name, value));
        timeout().ifPresent(time -> unbound.setQueryTimeout((int) seconds(time)));
        return unbound.addCustomizer(statement);
    }

    private <T> T transact(Database database, boolean writes, Work<T> work) throws SQLException {
        Jdbi jdbi = Jdbi.create(database);
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine(TemplateEngine.NOP) // why: what stands between < and > is the statement's
                .setJfrParamMaxLength(0);
        try (Handle handle = jdbi.open()) {
            SessionSettings.apply(handle.getConnection(), writes);
            handle.setReadOnly(!writes);
            handle.begin();
            boolean done = false;
            try {
                T result = work.with(handle);
                done = true;
                return result;
            } finally {
                end(handle, done && writes && !statement.isCancelled());
            }
        }
    }

    private static void end(Handle handle, boolean commit) {
        if (commit) {
            handle.commit();
        } else {
            handle.rollback();
        }
    }

    private static <S extends SqlStatement<S>> void bind(S statement, String name, JsonValue value) {
        if (value instanceof JsonInteger integer) {
            statement.bind(name, integer.value());
        } else if (value instanceof JsonBoolean flag) {
            statement.bind(name, flag.value());
        } else if (value instanceof JsonString text) {
            statement.bind(name, text.value());
        }
    }

    private OperatorException failure(Throwable fault) {
        if (fault instanceof OperatorException known) {
            return known;
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return SqlFaults.of(sql, new BoundTexts(parameters.values().values()));
            }
        }
        String kind = fault instanceof JdbiException ? "The statement cannot be sent: " : "The statement failed: ";
        return OperatorException.permanent(
                kind + fault.getClass().getSimpleName() + ". Correct the statement or its values.");
    }

    private Optional<Duration> timeout() {
        return run.declaration().constraints().timeout();
    }

    private static long seconds(Duration time) {
        return Math.min(MOST_SECONDS, Math.max(1, time.plusMillis(999).toSeconds()));
    }
}
