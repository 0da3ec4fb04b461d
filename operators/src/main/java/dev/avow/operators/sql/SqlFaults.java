package dev.avow.operators.sql;

import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.OperatorException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Says of a database's fault whether another attempt may help, without the values that its message may hold.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL: error codes, most of which are
 *     those of the SQL standard</a>
 */
final class SqlFaults {

    private static final int MOST_CHARACTERS = 500;
    /** Connection, rolled back, and not enough resources. */
    private static final Set<String> RETRIABLE_CLASSES = Set.of("08", "40", "53");
    /** Not to be had at once: locks, and statements that took too long. */
    private static final Set<String> RETRIABLE = Set.of("55P03", "57014", "HYT00", "HYT01");

    private SqlFaults() {}

    /**
     * Returns the failure of a fault; the fault itself is no cause of it, since causes are logged.
     *
     * @param values that were bound as text; no message has one of them
     */
    static OperatorException of(SQLException fault, Collection<String> values) {
        String state = Optional.ofNullable(fault.getSQLState()).orElse("");
        String shown =
                "SQLState " + (state.isEmpty() ? "none" : Printable.text(state)) + ", code " + fault.getErrorCode();
        if (isRetriable(fault, state)) {
            return OperatorException.retriable(
                    "The database failed with " + shown + ". Try again, or see that it can be reached.", null);
        }
        return OperatorException.permanent("The database refused the statement with " + shown
                + details(fault, state, values) + ". Correct the statement, its values or the connection.");
    }

    private static boolean isRetriable(SQLException fault, String state) {
        return fault instanceof SQLTransientException
                || fault instanceof SQLRecoverableException
                || RETRIABLE.contains(state)
                || state.startsWith("57P0")
                || (state.length() == 5 && RETRIABLE_CLASSES.contains(state.substring(0, 2)));
    }

    /** Faults of class 42 are about the statement's words, which are declared, unless a cast made a word of a value. */
    private static String details(SQLException fault, String state, Collection<String> values) {
        String message = Optional.ofNullable(fault.getMessage()).orElse("");
        boolean tells = values.stream().anyMatch(value -> !value.isEmpty() && message.contains(value));
        return state.startsWith("42") && !message.isBlank() && !tells
                ? ": " + Printable.cut(message.lines().findFirst().orElse(""), MOST_CHARACTERS)
                : "";
    }
}
