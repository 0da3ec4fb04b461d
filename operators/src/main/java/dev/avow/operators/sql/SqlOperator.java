package dev.avow.operators.sql;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.ParameterReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Executes one SQL statement with bound values, in one transaction. Threads may share it.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><td>{@code statement}</td><td>one statement, in which {@code :name} stands for a value, without templates; must
 *     be given</td></tr>
 * <tr><td>{@code kind}</td><td>{@code query} (default): its rows are kept, and its transaction is read only and rolled back;
 *     {@code update}: it is committed at the end</td></tr>
 * <tr><td>{@code values}</td><td>an object: a text, integer or truth value for each name in the statement; none by default.
 *     They are bound, and never become part of the statement. For other types cast them there: {@code CAST(:day AS
 *     DATE)}</td></tr>
 * <tr><td>{@code max_rows}</td><td>of a query, 1 to 1,000,000; 1,000</td></tr>
 * <tr><td>{@code max_bytes}</td><td>of a query's output, 1 to 67,108,864; 1,048,576</td></tr>
 * <tr><td>{@code connection}</td><td>the name of a connection; must be given. Setting {@code url}, a JDBC URL, and
 *     {@code user}; secret {@code password}</td></tr>
 * </table>
 *
 * <p>Output {@code rows} of a query, of media type {@code application/x-ndjson}: a JSON object a row, its members named as the
 * database names the columns, in their order. Integers within ±(2^53-1) are numbers; other integers, decimals and floating
 * point are texts in plain form without trailing zeros; truth values are such; dates and times are texts of ISO 8601, with a
 * time zone as an instant in UTC; bytes are Base64; null is null. A column of another type must be cast. Rows come in the
 * order of the statement: without {@code ORDER BY} the same rows may give another digest.
 *
 * <p>Note {@code rows}: how many a query gave, or an update changed.
 *
 * <p>On PostgreSQL and H2 the time zone of the session is UTC, whatever that of the machine. On PostgreSQL a backslash in
 * {@code '...'} is a character as any other, whatever the server has as {@code standard_conforming_strings}.
 *
 * <p>The declared timeout limits the statement. An interrupt cancels it, and is let out when the statement has ended, so that
 * no other attempt works beside it; after 30 seconds it is let out all the same. SQLState classes 08, 40 and 53, 57P0x, locks that are
 * not to be had, statements that took too long, and what the driver calls transient may be retried; an update may have been
 * committed before its answer was lost. All else fails for good: any other fault, a limit, a statement of the other kind, a
 * URL that no driver takes. Messages have no values: those of the database only where they are about the statement itself,
 * class 42, and have no bound value.
 */
public final class SqlOperator implements Operator {

    /** The operator's name. */
    public static final String NAME = "sql";

    /** The name of a query's output. */
    public static final String OUTPUT = "rows";

    static final String KIND = "kind";
    static final String QUERY = "query";
    static final String UPDATE = "update";

    private static final String NOTE = "rows";

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "1");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.PARAMETERS);
    }

    @Override
    public Set<String> plainParameters() {
        return Set.of(SqlParameters.STATEMENT);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        ParameterReader in = new ParameterReader(NAME, defined);
        if (isQuery(in)) {
            SqlQuery.read(in);
        } else {
            SqlParameters.read(in);
        }
        return in.done();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws InterruptedException {
        ParameterReader in = new ParameterReader(NAME, run.declaration().parameters());
        return isQuery(in) ? query(SqlQuery.read(in), run) : update(SqlParameters.read(in), run);
    }

    private static boolean isQuery(ParameterReader in) {
        return in.choice(KIND, List.of(QUERY, UPDATE)).equals(QUERY);
    }

    private static OperatorResult query(SqlQuery query, DeclaredRun run) throws InterruptedException {
        Rows rows = query.rows(run);
        return OperatorResult.success()
                .output(OUTPUT, Rows.MEDIA_TYPE, rows.lines())
                .note(NOTE, new JsonInteger(rows.count()));
    }

    private static OperatorResult update(SqlParameters parameters, DeclaredRun run) throws InterruptedException {
        Session session = new Session(run, parameters);
        int changed = session.call(
                true,
                handle -> counted(
                        session.bound(handle.createUpdate(parameters.statement().text()))
                                .execute()));
        return OperatorResult.success().note(NOTE, new JsonInteger(changed));
    }

    private static int counted(int changed) {
        if (changed < 0) {
            throw OperatorException.permanent(
                    "The statement gives rows, and nothing of it was kept. Declare it with the kind 'query', or take"
                            + " RETURNING out.");
        }
        return changed;
    }
}
