package dev.avow.engine.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.quartz.JobKey;
import org.quartz.TriggerKey;
import org.quartz.impl.triggers.SimpleTriggerImpl;
import org.quartz.spi.OperableTrigger;

/**
 * Quartz's own statements for triggers that are what the engine stores: one-shots of its one job. What never differs among
 * those is not read or written, and many of them share a statement.
 */
@SuppressWarnings("JavaUtilDate") // why: Quartz has no other
final class OneShots {

    static final String KEY = "SCHED_NAME = ? AND TRIGGER_NAME = ? AND TRIGGER_GROUP = ?";

    /** Finds by the key: as a plain condition, a database could find all triggers of that state and look for the key. */
    private static final String STATE = "COALESCE(TRIGGER_STATE, '') = ";

    /** The order and the condition of misfires are Quartz's own; with the state, the order is that of an index. */
    static final String DUE = """
            SELECT T.TRIGGER_NAME, T.TRIGGER_GROUP, T.JOB_NAME, T.JOB_GROUP, T.NEXT_FIRE_TIME, T.PRIORITY, T.TRIGGER_TYPE,
                T.START_TIME, T.END_TIME, T.CALENDAR_NAME, T.MISFIRE_INSTR, T.JOB_DATA, S.REPEAT_COUNT, S.TIMES_TRIGGERED,
                (SELECT MAX(TOKEN) FROM OWNER) AS OWNER
            FROM (SELECT * FROM QRTZ_TRIGGERS
                    WHERE SCHED_NAME = ? AND TRIGGER_STATE = 'WAITING' AND NEXT_FIRE_TIME <= ?
                        AND (MISFIRE_INSTR = -1 OR (MISFIRE_INSTR <> -1 AND NEXT_FIRE_TIME >= ?))
                    ORDER BY TRIGGER_STATE, NEXT_FIRE_TIME, PRIORITY DESC FETCH FIRST ? ROWS ONLY) T
                LEFT JOIN QRTZ_SIMPLE_TRIGGERS S ON S.SCHED_NAME = T.SCHED_NAME
                    AND S.TRIGGER_NAME = T.TRIGGER_NAME AND S.TRIGGER_GROUP = T.TRIGGER_GROUP
            ORDER BY T.NEXT_FIRE_TIME, T.PRIORITY DESC""";

    static final String ACQUIRE =
            "UPDATE QRTZ_TRIGGERS SET TRIGGER_STATE = 'ACQUIRED' WHERE " + KEY + " AND " + STATE + "'WAITING'";
    private static final String INSERT_FIRED = """
            INSERT INTO QRTZ_FIRED_TRIGGERS (SCHED_NAME, TRIGGER_NAME, TRIGGER_GROUP, ENTRY_ID, INSTANCE_NAME, FIRED_TIME,
                SCHED_TIME, PRIORITY, STATE, JOB_NAME, JOB_GROUP, IS_NONCONCURRENT, REQUESTS_RECOVERY)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, FALSE)""";
    private static final String USE_UP = """
            UPDATE QRTZ_TRIGGERS
            SET TRIGGER_STATE = 'COMPLETE', PREV_FIRE_TIME = NEXT_FIRE_TIME, NEXT_FIRE_TIME = -1
            WHERE\s""" + KEY + " AND " + STATE;
    static final String FIRE = USE_UP + "'ACQUIRED' AND EXISTS (SELECT 1 FROM OWNER WHERE TOKEN = ?)";
    static final String FIRE_AT_ONCE = USE_UP + "'WAITING'";
    private static final String EXECUTING = """
            UPDATE QRTZ_FIRED_TRIGGERS
            SET STATE = 'EXECUTING', INSTANCE_NAME = ?, FIRED_TIME = ?, JOB_NAME = ?, JOB_GROUP = ?
            WHERE SCHED_NAME = ? AND ENTRY_ID = ?""";
    private final Connection connection;
    private final String instance;
    private final String owner;

    /** @param owner the token of the store's owner as long as triggers may be taken and fired */
    OneShots(Connection connection, String instance, String owner) {
        this.connection = connection;
        this.instance = instance;
        this.owner = owner;
    }

    /** Tells whether a trigger is what the engine stores. */
    static boolean isOne(OperableTrigger trigger) {
        return Triggers.GROUP.equals(trigger.getKey().getGroup())
                && Triggers.EXECUTE.equals(trigger.getJobKey())
                && trigger.getCalendarName() == null
                && trigger instanceof SimpleTriggerImpl simple
                && simple.getRepeatCount() == 0
                && simple.getEndTime() == null;
    }

    /**
     * Returns what of the engine's own is due first, or empty if all that is due is something else: then that is Quartz's own
     * matter. A foreign trigger that Quartz cannot read holds up no other. Of a store that is lost nothing is due.
     */
    Optional<List<OperableTrigger>> due(long until, long misfired, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setString(1, Triggers.SCHEDULER);
            statement.setLong(2, until);
            statement.setLong(3, misfired);
            statement.setInt(4, most);
            List<OperableTrigger> due = new ArrayList<>();
            boolean foreign = false;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (!owner.equals(row.getString("OWNER"))) {
                        return Optional.of(List.of());
                    }
                    SimpleTriggerImpl trigger = isPlain(row) ? trigger(row) : null;
                    if (trigger != null && isOne(trigger)) {
                        due.add(trigger);
                    } else {
                        foreign = true;
                    }
                }
            }
            return due.isEmpty() && foreign ? Optional.empty() : Optional.of(due);
        }
    }

    private static boolean isPlain(ResultSet row) throws SQLException {
        return "SIMPLE".equals(row.getString("TRIGGER_TYPE"))
                && row.getString("CALENDAR_NAME") == null
                && row.getLong("END_TIME") <= 0
                && row.getLong("TIMES_TRIGGERED") == 0
                && row.getObject("REPEAT_COUNT") != null;
    }

    private static @Nullable SimpleTriggerImpl trigger(ResultSet row) throws SQLException {
        Properties data = new Properties();
        try {
            byte[] bytes = row.getBytes("JOB_DATA");
            data.load(new ByteArrayInputStream(bytes == null ? new byte[0] : bytes));
        } catch (IOException | IllegalArgumentException foreign) {
            return null;
        }
        SimpleTriggerImpl trigger = new SimpleTriggerImpl();
        trigger.setKey(new TriggerKey(row.getString("TRIGGER_NAME"), row.getString("TRIGGER_GROUP")));
        trigger.setJobName(row.getString("JOB_NAME"));
        trigger.setJobGroup(row.getString("JOB_GROUP"));
        trigger.setStartTime(new Date(row.getLong("START_TIME")));
        trigger.setRepeatCount(row.getInt("REPEAT_COUNT"));
        trigger.setPriority(row.getInt("PRIORITY"));
        trigger.setMisfireInstruction(row.getInt("MISFIRE_INSTR"));
        trigger.setNextFireTime(new Date(row.getLong("NEXT_FIRE_TIME")));
        data.stringPropertyNames().forEach(name -> trigger.getJobDataMap().put(name, data.getProperty(name)));
        trigger.getJobDataMap().clearDirtyFlag();
        return trigger;
    }

    /** Takes triggers that wait, each with the number of its fire, and returns which this took. */
    List<OperableTrigger> acquire(List<OperableTrigger> waiting, long now) throws SQLException {
        List<OperableTrigger> taken = changed(ACQUIRE, waiting, Optional.empty());
        insertFires(taken, "ACQUIRED", Optional.empty(), now);
        return taken;
    }

    /** Takes triggers that wait and fires them, where it was seen in the same transaction that the store is not lost. */
    List<OperableTrigger> fireAtOnce(List<OperableTrigger> waiting, long now) throws SQLException {
        List<OperableTrigger> fired = changed(FIRE_AT_ONCE, waiting, Optional.empty());
        insertFires(fired, "EXECUTING", Optional.of(Triggers.EXECUTE), now);
        return fired;
    }

    private void insertFires(List<OperableTrigger> taken, String state, Optional<JobKey> job, long now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT_FIRED)) {
            for (OperableTrigger trigger : taken) {
                key(statement, 1, trigger);
                statement.setString(4, trigger.getFireInstanceId());
                statement.setString(5, instance);
                statement.setLong(6, now);
                statement.setLong(7, trigger.getNextFireTime().getTime());
                statement.setInt(8, trigger.getPriority());
                statement.setString(9, state);
                statement.setString(10, job.map(JobKey::getName).orElse(null));
                statement.setString(11, job.map(JobKey::getGroup).orElse(null));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Uses triggers up that are still taken, and returns those; none of a store that is lost. */
    List<OperableTrigger> fire(List<OperableTrigger> taken, long now) throws SQLException {
        List<OperableTrigger> fired = changed(FIRE, taken, Optional.of(owner));
        try (PreparedStatement statement = connection.prepareStatement(EXECUTING)) {
            for (OperableTrigger trigger : fired) {
                statement.setString(1, instance);
                statement.setLong(2, now);
                statement.setString(3, Triggers.EXECUTE.getName());
                statement.setString(4, Triggers.EXECUTE.getGroup());
                statement.setString(5, Triggers.SCHEDULER);
                statement.setString(6, trigger.getFireInstanceId());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return fired;
    }

    private List<OperableTrigger> changed(String update, List<OperableTrigger> triggers, Optional<String> last)
            throws SQLException {
        List<OperableTrigger> changed = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (OperableTrigger trigger : triggers) {
                key(statement, 1, trigger);
                if (last.isPresent()) {
                    statement.setString(4, last.get());
                }
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] != 0) {
                    changed.add(triggers.get(i));
                }
            }
        }
        return changed;
    }

    static void key(PreparedStatement statement, int from, OperableTrigger trigger) throws SQLException {
        statement.setString(from, Triggers.SCHEDULER);
        statement.setString(from + 1, trigger.getKey().getName());
        statement.setString(from + 2, trigger.getKey().getGroup());
    }
}
