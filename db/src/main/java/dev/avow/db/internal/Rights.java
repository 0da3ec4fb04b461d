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

    /**
     * Gives the users other than the owner new passwords, and those of their rights that they do not have yet.
     *
     * @return how many rights they did not have
     */
    static int grant(Connection admin, Guests passwords) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            user(statement, ENGINE, passwords.engine());
            user(statement, READER, passwords.reader());
            user(statement, COMMANDER, passwords.commander());
            Grants grants = Grants.on(statement);
            for (String fact : FACTS) {
                grants.give(ENGINE, fact, "SELECT", "INSERT");
                read(grants, fact);
            }
            for (String following : FOLLOWING) {
                grants.give(ENGINE, following, "SELECT", "INSERT");
                read(grants, following);
            }
            for (String erasable : ERASABLE) {
                grants.give(ENGINE, erasable, "SELECT", "INSERT", "DELETE");
                grants.give(READER, erasable, "SELECT");
            }
            for (String other : OTHERS) {
                grants.give(ENGINE, other, "SELECT", "INSERT", "UPDATE", "DELETE");
                read(grants, other);
            }
            read(grants, '"' + Migrations.HISTORY + '"');
            for (String command : COMMANDS) {
                grants.give(COMMANDER, command, "INSERT");
            }
            return grants.given();
        }
    }

    private static void read(Grants grants, String table) throws SQLException {
        grants.give(READER, table, "SELECT");
        grants.give(COMMANDER, table, "SELECT");
    }

    /** The passwords are hexadecimal digits, so that they can stand in a statement. */
    private static void user(Statement statement, String name, String password) throws SQLException {
        statement.execute("create user if not exists " + name + " password '" + password + "'");
        statement.execute("alter user " + name + " set password '" + password + "'");
    }
}
