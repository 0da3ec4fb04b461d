package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How databases without statistics find triggers, of which thousands may wait. */
class OneShotsPlanTest {

    @TempDir
    private Path directory;

    static Stream<String> statements() {
        return Stream.of(
                OneShots.ACQUIRE, OneShots.FIRE, OneShots.FIRE_AT_ONCE, FireEnds.SIMPLE_TRIGGER, FireEnds.TRIGGER);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void finds_each_trigger_by_its_key(String statement) throws SQLException {
        try (HikariDataSource pool = Migrated.newSchema()) {
            assertThat(plan(pool, statement))
                    .containsPattern(
                            "qrtz_triggers_pkey on qrtz_triggers.*\\s+Index Cond: .*trigger_name.*trigger_group");
        }
    }

    @Test
    void finds_what_is_due_first_without_reading_all_that_waits() throws SQLException {
        try (HikariDataSource postgres = Migrated.newSchema();
                HikariDataSource h2 = DoomedNode.pool("jdbc:h2:mem:plan" + System.nanoTime())) {
            Stores.over(h2, directory).close();

            assertThat(plan(postgres, OneShots.DUE))
                    .containsPattern("Limit.*\\s+->  Index Scan using qrtz_triggers_due_ix");
            assertThat(plan(h2, OneShots.DUE)).contains("QRTZ_TRIGGERS_DUE_IX", "index sorted");
        }
    }

    private static String plan(HikariDataSource pool, String statement) throws SQLException {
        List<String> plan = new ArrayList<>();
        String text =
                statement.replaceAll("(NEXT_FIRE_TIME [<>]=|FIRST) \\?", "$1 1").replace("?", "'x'");
        try (Connection connection = pool.getConnection();
                Statement explain = connection.createStatement();
                ResultSet line = explain.executeQuery("explain " + text)) {
            while (line.next()) {
                plan.add(line.getString(1));
            }
        }
        return String.join("\n", plan);
    }
}
