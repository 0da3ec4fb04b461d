package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks with plain SQL that every run has exactly one of: a final state, a live claim, a trigger, a waiting reason. */
final class Invariant {

    private static final String RUNS = """
            select r.state, r.waiting, r.attempts,
                   (select count(*) from attempt a where a.identity = r.identity and a.ended_at is null) as live,
                   (select count(*) from qrtz_triggers t
                     where t.trigger_group = 'avow'
                       and t.trigger_name = concat(%s, '.', cast(r.attempts + 1 as varchar))) as next_trigger
              from run r
            """;

    private Invariant() {}

    static void check(Store store) {
        String hex =
                store.database() == Store.Database.H2 ? "lower(rawtohex(r.identity))" : "encode(r.identity, 'hex')";
        List<String> broken = new ArrayList<>();
        try (Connection connection = store.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(RUNS.formatted(hex));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                boolean claimable = List.of("DECLARED", "RETRYING").contains(row.getString("state"));
                boolean running = row.getString("state").equals("RUNNING");
                int ways = (claimable || running ? 0 : 1)
                        + (row.getInt("live") > 0 ? 1 : 0)
                        + (row.getInt("next_trigger") > 0 ? 1 : 0)
                        + (row.getString("waiting") == null ? 0 : 1);
                if (ways != 1 || running != row.getInt("live") > 0) {
                    broken.add(row.getString("state") + " waiting " + row.getString("waiting") + " live "
                            + row.getInt("live") + " trigger " + row.getInt("next_trigger"));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        assertThat(broken).as("runs that break the invariant").isEmpty();
    }
}
