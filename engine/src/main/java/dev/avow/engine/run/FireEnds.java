package dev.avow.engine.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.quartz.spi.OperableTrigger;

/**
 * Ends fires of what {@link OneShots} stores, and deletes their triggers, which are used up; in the order in which Quartz
 * deletes what a dead instance left, so that neither waits for the other in a circle.
 */
final class FireEnds {

    /** A trigger of the same name that was stored since has a time at which it fires, and stays. */
    static final String SIMPLE_TRIGGER = """
            DELETE FROM QRTZ_SIMPLE_TRIGGERS WHERE {key} AND EXISTS (
                SELECT 1 FROM QRTZ_TRIGGERS WHERE {key} AND COALESCE(NEXT_FIRE_TIME, 0) <= 0)""".replace("{key}", OneShots.KEY);

    static final String TRIGGER = """
            DELETE FROM QRTZ_TRIGGERS WHERE {key} AND COALESCE(NEXT_FIRE_TIME, 0) <= 0""".replace("{key}", OneShots.KEY);
    private static final String FIRE = "DELETE FROM QRTZ_FIRED_TRIGGERS WHERE SCHED_NAME = ? AND ENTRY_ID = ?";
    private static final String ALL = String.join(";\n", FIRE, SIMPLE_TRIGGER, TRIGGER);

    private final Connection connection;

    FireEnds(Connection connection) {
        this.connection = connection;
    }

    /** Ends one fire, in one round trip. */
    void end(OperableTrigger fired) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            fire(statement, 1, fired);
            OneShots.key(statement, 3, fired);
            OneShots.key(statement, 6, fired);
            OneShots.key(statement, 9, fired);
            statement.execute();
        }
    }

    /** Ends fires, in three round trips: drivers do not batch several statements in one text. */
    void end(List<OperableTrigger> fired) throws SQLException {
        each(FIRE, fired, (statement, fire) -> fire(statement, 1, fire));
        each(SIMPLE_TRIGGER, fired, (statement, fire) -> {
            OneShots.key(statement, 1, fire);
            OneShots.key(statement, 4, fire);
        });
        each(TRIGGER, fired, (statement, fire) -> OneShots.key(statement, 1, fire));
    }

    private void each(String sql, List<OperableTrigger> fired, Binder binder) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (OperableTrigger fire : fired) {
                binder.bind(statement, fire);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void fire(PreparedStatement statement, int from, OperableTrigger fired) throws SQLException {
        statement.setString(from, Triggers.SCHEDULER);
        statement.setString(from + 1, fired.getFireInstanceId());
    }

    @FunctionalInterface
    private interface Binder {
        void bind(PreparedStatement statement, OperableTrigger fired) throws SQLException;
    }
}
