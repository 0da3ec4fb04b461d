package dev.avow.operators.sql;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.Connection;
import dev.avow.operators.ParameterReader;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The declared statement of {@link SqlQuery} and {@link SqlOperator}.
 *
 * @param values bound to {@code :name}: texts, integers and truth values
 */
record SqlParameters(StatementText statement, SortedMap<String, JsonValue> values) {

    static final String STATEMENT = "statement";
    static final String VALUES = "values";

    static SqlParameters read(ParameterReader in) {
        StatementText statement = StatementText.of(in.string(STATEMENT));
        statement.fault().ifPresent(fault -> {
            throw in.bad(STATEMENT, fault, "Give one statement");
        });
        if (in.connection().isEmpty()) {
            throw in.bad(Connection.PARAMETER, "is missing", "Give the name of a connection to a database");
        }
        return new SqlParameters(statement, values(in, statement));
    }

    private static SortedMap<String, JsonValue> values(ParameterReader in, StatementText statement) {
        if (!(in.value(VALUES, JsonObject.empty()) instanceof JsonObject values)) {
            throw in.bad(VALUES, "is not an object", "Give values by name");
        }
        values.members().forEach((name, value) -> {
            if (value instanceof JsonObject || value instanceof JsonArray) {
                throw in.bad(
                        VALUES,
                        "has " + Printable.quoted(name) + ", which is an object or array",
                        "Give texts, integers and truth values");
            }
        });
        TreeSet<String> odd = new TreeSet<>(values.members().keySet());
        odd.removeAll(statement.names());
        if (!odd.isEmpty()) {
            throw in.bad(
                    VALUES, "has " + Printable.quoted(odd.first()) + ", which is not in the statement", "Leave it out");
        }
        TreeSet<String> missing = new TreeSet<>(statement.names());
        missing.removeAll(values.members().keySet());
        if (!missing.isEmpty()) {
            throw in.bad(VALUES, "lacks '" + missing.first() + "', which is in the statement", "Give it");
        }
        return values.members();
    }
}
