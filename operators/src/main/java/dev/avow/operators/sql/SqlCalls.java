package dev.avow.operators.sql;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonObject;

/**
 * The words of {@link SqlOperator} in a job's definition, for static import.
 *
 * <pre>{@code
 * .task("count", query("warehouse", "SELECT COUNT(*) AS n FROM orders WHERE day = CAST(:day AS DATE)",
 *         JsonObject.builder().put("day", "{{interval.startDate}}").build()))
 * }</pre>
 */
public final class SqlCalls {

    private SqlCalls() {}

    /** Returns a call of a query without values; {@link SqlOperator} lists what else can be set. */
    public static OperatorCall query(String connection, String statement) {
        return query(connection, statement, JsonObject.empty());
    }

    /**
     * Returns a call of a query.
     *
     * @param connection the name of the connection to the database
     * @param statement with {@code :name} for each value, and no template
     * @param values texts, integers and truth values; the texts may be templates
     * @throws EngineException if the statement has a template, which would make data part of it
     */
    public static OperatorCall query(String connection, String statement, JsonObject values) {
        return statement(OperatorCall.operator(SqlOperator.NAME), connection, statement, values);
    }

    /** As {@link #query(String, String, JsonObject)}, of a statement that changes something. */
    public static OperatorCall update(String connection, String statement, JsonObject values) {
        return query(connection, statement, values).parameter(SqlOperator.KIND, SqlOperator.UPDATE);
    }

    /**
     * Returns a call, of whichever operator that works from a statement, with it.
     *
     * @throws EngineException as {@link #query(String, String, JsonObject)}
     */
    public static OperatorCall statement(OperatorCall call, String connection, String statement, JsonObject values) {
        if (statement.contains("{{")) {
            throw new EngineException("The statement of operator '" + call.operator()
                    + "' has a template: '{{'. Write :name there, and give the template as the value of that name.");
        }
        return call.connection(connection)
                .parameter(SqlParameters.STATEMENT, statement)
                .parameter(SqlParameters.VALUES, values);
    }
}
