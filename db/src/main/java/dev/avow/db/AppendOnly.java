package dev.avow.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;

/**
 * Refuses changes of facts in H2.
 *
 * <p>H2 keeps the name of this class in each store: it is never renamed, and every program that opens a store needs it.
 */
public final class AppendOnly implements Trigger {

    /** The SQLSTATE of a refusal, as in PostgreSQL: {@code restrict_violation}. */
    public static final String SQLSTATE = "23001";

    private String table = "";

    /** For H2, which makes one for each trigger. */
    public AppendOnly() {}

    @Override
    public void init(Connection connection, String schema, String trigger, String tableName, boolean before, int type) {
        table = tableName;
    }

    @Override
    public void fire(Connection connection, Object[] oldRow, Object[] newRow) throws SQLException {
        throw new SQLException("Table " + table + " is append-only: UPDATE and DELETE refused.", SQLSTATE);
    }
}
