package dev.avow.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of H2. */
class H2PlanTest extends AuditPlans {

    @TempDir
    private static Path directory;

    private static Store store;

    @BeforeAll
    static void open() throws SQLException {
        store = Stores.embedded(directory);
        PlanRows.fill(store);
        store.close();
        analyze();
        store = Stores.embedded(directory);
    }

    private static void analyze() throws SQLException {
        try (Connection owner = OwnerConnection.open(directory);
                var statement = owner.createStatement()) {
            statement.execute("analyze");
        }
    }

    @Test
    void spec_changes_of_a_job_are_found_by_keys() {
        assertThat(plan(SqlSpecUses.WITH_DOCUMENTS, Values.values().text("job", "job-3")))
                .contains("primary_key")
                .doesNotContain("tablescan");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    Store store() {
        return store;
    }

    @Override
    void assertInOrder(String sql, Values values) {
        assertThat(plan(sql, values).split("union all"))
                .hasSize(sql.split("union all").length)
                .allSatisfy(branch -> assertThat(branch).contains("/* index sorted */"));
    }

    @Override
    String planColumn() {
        return "PLAN";
    }

    @Override
    String[] withoutScans() {
        return new String[0];
    }
}
