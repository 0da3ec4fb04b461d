package dev.avow.db.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Results of an executed text, in which statements that give no rows may have gone before the one that counts. */
final class Results {

    private Results() {}

    /** Returns the rows of the statement that gives some. */
    static ResultSet rows(PreparedStatement executed) throws SQLException {
        ResultSet rows = executed.getResultSet();
        while (rows == null) {
            if (!executed.getMoreResults() && executed.getUpdateCount() == -1) {
                throw new SQLException("Statement gave no rows.");
            }
            rows = executed.getResultSet();
        }
        return rows;
    }

    /** Returns how many rows the last statement changed. */
    static int count(PreparedStatement executed) throws SQLException {
        int count = 0;
        for (int next = executed.getUpdateCount(); next != -1; next = executed.getUpdateCount()) {
            count = next;
            executed.getMoreResults();
        }
        return count;
    }
}
