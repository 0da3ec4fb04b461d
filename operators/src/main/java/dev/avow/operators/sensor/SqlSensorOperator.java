package dev.avow.operators.sensor;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.sql.Rows;
import dev.avow.operators.sql.SqlOperator;
import dev.avow.operators.sql.SqlQuery;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Waits until a query gives rows. Between two pokes the attempt is deferred and has neither thread nor connection. Threads may
 * share it.
 *
 * <p>Parameters {@code statement}, {@code values}, {@code max_rows}, {@code max_bytes} and {@code connection} are those of
 * {@link SqlOperator}, whose kind is always {@code query}. Besides:
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><td>{@code min_rows}</td><td>how many rows there must be, 1 to 1,000,000; 1</td></tr>
 * <tr><td>{@code poke_interval}</td><td>between two pokes, a duration of one second to a day; {@code PT1M}</td></tr>
 * <tr><td>{@code patience}</td><td>from the first poke to the last, a duration up to 365 days; {@code PT24H}</td></tr>
 * </table>
 *
 * <p>A count is a row, too: write the condition into the statement, such as {@code HAVING COUNT(*) > 0}.
 *
 * <p>Output {@code observed}, canonical JSON: how many {@code rows}, and the {@code digest} of them. Output {@code rows}: the
 * rows themselves, as the SQL operator has them. A task after it has the digests of both in its declaration. Note:
 * {@code pokes}.
 *
 * <p>A database that fails in passing is waited for as well. When patience is over, and whatever fails a query for good fails
 * for good.
 */
public final class SqlSensorOperator implements Operator {

    /** The operator's name. */
    public static final String NAME = "sql-sensor";

    /** The name of the output that says what was observed. */
    public static final String OUTPUT = Sensing.OBSERVED;

    /** The name of the output that has the rows. */
    public static final String ROWS = "rows";

    static final String MIN_ROWS = "min_rows";

    private static final int MOST_ROWS = 1_000_000;

    private record Parameters(SqlQuery query, int minRows, Patience patience, JsonObject all) {

        static Parameters read(JsonObject defined) {
            ParameterReader in = new ParameterReader(NAME, defined);
            return new Parameters(
                    SqlQuery.read(in), in.integer(MIN_ROWS, 1, 1, MOST_ROWS), Patience.read(in), in.done());
        }
    }

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
        return new SqlOperator().plainParameters();
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return Parameters.read(defined).all();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException, InterruptedException {
        Parameters parameters = Parameters.read(run.declaration().parameters());
        return Sensing.poke(run, parameters.patience(), seen -> look(parameters, run));
    }

    private static Look look(Parameters parameters, DeclaredRun run) throws InterruptedException {
        try {
            Rows rows = parameters.query().rows(run);
            return rows.count() < parameters.minRows()
                    ? Look.notYet("the query gives " + rows.count() + " rows of " + parameters.minRows())
                    : Look.found(Sensing.observed(observed(rows)).output(ROWS, Rows.MEDIA_TYPE, rows.lines()));
        } catch (OperatorException e) {
            return Sensing.failed(e);
        }
    }

    private static JsonObject observed(Rows rows) {
        return JsonObject.builder()
                .put("rows", rows.count())
                .put("digest", rows.digest().text())
                .build();
    }
}
