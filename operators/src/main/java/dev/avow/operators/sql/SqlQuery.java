package dev.avow.operators.sql;

import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.ParameterReader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;

/** A declared query, for operators that ask a database; {@link SqlOperator} lists its parameters. Immutable. */
public final class SqlQuery {

    private static final int DEFAULT_MAX_ROWS = 1_000;
    private static final int MOST_ROWS = 1_000_000;
    private static final int DEFAULT_MAX_BYTES = 1 << 20;
    private static final int MOST_BYTES = 64 << 20;
    private static final int FETCHED_AT_ONCE = 500;

    private final SqlParameters parameters;
    private final int maxRows;
    private final int maxBytes;

    private SqlQuery(SqlParameters parameters, int maxRows, int maxBytes) {
        this.parameters = parameters;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads a query.
     *
     * @throws OperatorException if a parameter is missing or bad
     */
    public static SqlQuery read(ParameterReader in) {
        return new SqlQuery(
                SqlParameters.read(in),
                in.integer("max_rows", DEFAULT_MAX_ROWS, 1, MOST_ROWS),
                in.integer("max_bytes", DEFAULT_MAX_BYTES, 1, MOST_BYTES));
    }

    /**
     * Returns the rows, from a read-only transaction that is rolled back.
     *
     * @throws OperatorException if the database fails or refuses, the statement is no query, or gives more than a limit
     * @throws InterruptedException if the thread is interrupted; the statement is cancelled, and waited for at most 30 seconds
     */
    public Rows rows(DeclaredRun run) throws InterruptedException {
        Session session = new Session(run, parameters);
        return session.call(false, handle -> {
            Query query = session.bound(
                            handle.createQuery(parameters.statement().text()))
                    .addCustomizer(new OnlyQueries())
                    .setMaxRows(maxRows + 1)
                    .setFetchSize(Math.min(maxRows + 1, FETCHED_AT_ONCE));
            return query.scanResultSet((rows, context) -> new RowWriter(maxRows, maxBytes).write(rows.get()));
        });
    }

    /** Refuses what gives no rows before it is executed: some databases commit a change of the schema by themselves. */
    private static final class OnlyQueries implements StatementCustomizer {

        @Override
        public void beforeExecution(PreparedStatement prepared, StatementContext context) throws SQLException {
            if (prepared.getMetaData() == null) {
                throw OperatorException.permanent(
                        "The statement gives no rows. Declare it with the kind 'update', or give a query.");
            }
        }
    }
}
