package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.testing.Migrated;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a PostgreSQL without statistics finds triggers, of which thousands may wait. */
class OneShotsPlanTest {

    static Stream<String> statements() {
        return Stream.of(
                OneShots.ACQUIRE, OneShots.FIRE, OneShots.FIRE_AT_ONCE, FireEnds.SIMPLE_TRIGGER, FireEnds.TRIGGER);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void finds_each_trigger_by_its_key(String statement) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (HikariDataSource pool = Migrated.newSchema();
                Connection connection = pool.getConnection();
                Statement explain = connection.createStatement()) {
            try (ResultSet line = explain.executeQuery("explain " + statement.replace("?", "'x'"))) {
                while (line.next()) {
                    plan.add(line.getString(1));
                }
            }
        }

        assertThat(String.join("\n", plan))
                .containsPattern("qrtz_triggers_pkey on qrtz_triggers.*\\s+Index Cond: .*trigger_name.*trigger_group");
    }
}
