package dev.avow.db.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The users of an embedded database, and what each may do. */
final class Rights {

    static final String OWNER = "AVOW_OWNER";
    static final String ENGINE = "AVOW_ENGINE";
    static final String READER = "AVOW_READER";

    /** What happened: rows that are only ever appended. */
    static final List<String> FACTS =
            List.of("spec", "declaration", "locator", "spec_use", "undeclared", "event", "output", "slot");

    /** What is never changed, and deleted for good when somebody asks for it. */
    static final List<String> ERASABLE = List.of("private_key", "private_value");

    /** What follows from facts, or serves the work at hand. */
    static final List<String> OTHERS = List.of(
            "run",
            "attempt",
            "cursor",
            "request",
            "owner",
            "registration",
            "content",
            "pause",
            "pool",
            "seat",
            "backfill",
            "backfill_occasion",
            "content_removal",
            "qrtz_job_details",
            "qrtz_triggers",
            "qrtz_simple_triggers",
            "qrtz_cron_triggers",
            "qrtz_simprop_triggers",
            "qrtz_blob_triggers",
            "qrtz_calendars",
            "qrtz_paused_trigger_grps",
            "qrtz_fired_triggers",
            "qrtz_scheduler_state",
            "qrtz_locks");

    private Rights() {}

    /** Gives the engine's user and the reader's user new passwords and their rights. */
    static void grant(Connection admin, String enginePassword, String readerPassword) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            user(statement, ENGINE, enginePassword);
            user(statement, READER, readerPassword);
            for (String fact : FACTS) {
                statement.execute("grant select, insert on " + fact + " to " + ENGINE);
                statement.execute("grant select on " + fact + " to " + READER);
            }
            for (String erasable : ERASABLE) {
                statement.execute("grant select, insert, delete on " + erasable + " to " + ENGINE);
                statement.execute("grant select on " + erasable + " to " + READER);
            }
            for (String other : OTHERS) {
                statement.execute("grant select, insert, update, delete on " + other + " to " + ENGINE);
                statement.execute("grant select on " + other + " to " + READER);
            }
            statement.execute("grant select on \"" + Migrations.HISTORY + "\" to " + READER);
        }
    }

    /** The passwords are hexadecimal digits, so that they can stand in a statement. */
    private static void user(Statement statement, String name, String password) throws SQLException {
        statement.execute("create user if not exists " + name + " password '" + password + "'");
        statement.execute("alter user " + name + " set password '" + password + "'");
    }
}
