package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aSlot;
import static dev.avow.db.testing.Rows.anEvent;
import static dev.avow.db.testing.Rows.anOccasion;
import static dev.avow.db.testing.Rows.anOutput;
import static dev.avow.db.testing.Rows.declare;

import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.Runs.RunRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** The tables of facts, for plain SQL. */
final class FactTables {

    private FactTables() {}

    /** A column of each table of facts. */
    static final Map<String, String> FACTS = Map.of(
            "spec", "job",
            "declaration", "job",
            "locator", "locator",
            "spec_use", "job",
            "undeclared", "reason",
            "mapping", "job",
            "mapping_refusal", "job",
            "event", "kind",
            "output", "name",
            "slot", "decision");

    /** Stores a row in each table of facts. */
    static void fill(Store store) {
        store.writeOnly(session -> {
            RunRow run = declare(session, "facts", 1);
            session.declarations().insertLocators(run.identity(), List.of(new LocatorRow("in", "file:///in")));
            session.declarations().noteSpec(run.identity(), run.key(), run.spec(), NOON);
            session.declarations().insertUndeclared(new UndeclaredRow(anOccasion("facts", 2), "SKIPPED", NOON));
            session.mappings().insert(new MappingRow(anOccasion("facts", 3), 1, 0, run.spec(), NOON));
            session.mappings().refuse(anOccasion("facts", 3), 1, NOON);
            session.events().append(anEvent("facts"));
            session.attempts().insertOutputs(List.of(anOutput(run.identity(), "out")));
            session.slots().insertSlot(aSlot("facts", NOON));
        });
    }

    /** Returns the SQLSTATE of the refusal, or what happened instead. */
    static String stateOf(Store store, String sql) {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "done";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
