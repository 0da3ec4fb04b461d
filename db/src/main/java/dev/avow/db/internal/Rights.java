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

    /** A reader who may also submit commands, and withdraw them; the engine decides what comes of them. */
    static final String COMMANDER = "AVOW_COMMANDER";

    /** What happened: rows that are only ever appended. */
    static final List<String> FACTS = List.of(
            "spec",
            "declaration",
            "locator",
            "spec_use",
            "undeclared",
            "mapping",
            "mapping_refusal",
            "event",
            "output",
            "slot");

    /** What is never changed, and deleted for good when somebody asks for it. */
    static final List<String> ERASABLE = List.of("private_key", "private_value");

    /** What follows from declarations, and is only ever appended with them. */
    static final List<String> FOLLOWING = List.of("used", "used_member");

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
            "due",
            "deferral",
            "backfill",
            "backfill_occasion",
            "command",
            "command_take",
            "command_answer",
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

    /** What a commander may append to. */
    private static final List<String> COMMANDS = List.of("command", "command_take");

    private Rights() {}

    /** The users of one opening, who get new passwords with each. */
    record Guests(String engine, String reader, String commander) {

        static Guests random() {
            return new Guests(Passwords.random(), Passwords.random(), Passwords.random());
        }

        /** Hides the passwords. */
        @Override
        public String toString() {
            return "Guests";
        }
    }

    /** Gives the users other than the owner new passwords and their rights. */
    static void grant(Connection admin, Guests passwords) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            user(statement, ENGINE, passwords.engine());
            user(statement, READER, passwords.reader());
            user(statement, COMMANDER, passwords.commander());
            for (String fact : FACTS) {
                statement.execute("grant select, insert on " + fact + " to " + ENGINE);
                read(statement, fact);
            }
            for (String following : FOLLOWING) {
                statement.execute("grant select, insert on " + following + " to " + ENGINE);
                read(statement, following);
            }
            for (String erasable : ERASABLE) {
                statement.execute("grant select, insert, delete on " + erasable + " to " + ENGINE);
                statement.execute("grant select on " + erasable + " to " + READER);
            }
            for (String other : OTHERS) {
                statement.execute("grant select, insert, update, delete on " + other + " to " + ENGINE);
                read(statement, other);
            }
            read(statement, '"' + Migrations.HISTORY + '"');
            for (String command : COMMANDS) {
                statement.execute("grant insert on " + command + " to " + COMMANDER);
            }
        }
    }

    private static void read(Statement statement, String table) throws SQLException {
        statement.execute("grant select on " + table + " to " + READER);
        statement.execute("grant select on " + table + " to " + COMMANDER);
    }

    /** The passwords are hexadecimal digits, so that they can stand in a statement. */
    private static void user(Statement statement, String name, String password) throws SQLException {
        statement.execute("create user if not exists " + name + " password '" + password + "'");
        statement.execute("alter user " + name + " set password '" + password + "'");
    }
}
