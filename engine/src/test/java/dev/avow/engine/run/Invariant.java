package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Store;
import dev.avow.engine.gate.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks with plain SQL that every run has exactly one of: a final state, a live claim, a trigger, a waiting reason;
 * of the reasons, DEFERRED alone has the trigger of the deferred attempt beside it. It has seats only while it runs or
 * is about to, and a place in a queue for seats only while it waits for that. It says how long its newest attempt took.
 */
final class Invariant {

    private static final String RUNS = """
            select r.state, r.waiting, r.attempts,
                   (select count(*) from attempt a where a.identity = r.identity and a.ended_at is null) as live,
                   (select count(*) from qrtz_triggers t
                     where t.trigger_group = 'avow'
                       and t.trigger_name = concat(%s, '.', cast(r.attempts
                           + case when r.state = 'RUNNING' and r.waiting is not null then 0 else 1 end as varchar)))
                       as next_trigger,
                   (select count(*) from seat s where s.identity = r.identity and s.taken
                       and s.attempt <> r.attempts + case r.state when 'RUNNING' then 0 else 1 end) as stale_seat,
                   (select count(*) from deferral d where d.identity = r.identity) as deferrals,
                   (select count(*) from attempt a where a.identity = r.identity and a.attempt = r.attempts
                       and a.state = 'DEFERRED' and a.ended_at is not null) as deferred,
                   (select count(*) from attempt a where a.identity = r.identity and a.attempt = r.attempts
                       and a.state <> 'DEFERRED' and a.ended_at is not null
                       and (r.took_attempt is distinct from r.attempts or r.took is distinct from
                           cast(extract(epoch from a.ended_at - a.started_at) * 1000 as bigint))) as untimed,
                   (select count(*) from seat s where s.identity = r.identity and s.taken) as seats,
                   (select count(*) from seat s where s.identity = r.identity and not s.taken) as places
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
                boolean deferred = running && row.getString("waiting") != null;
                boolean resumes = deferred && row.getString("waiting").equals("DEFERRED");
                if (resumes != (deferred && row.getInt("next_trigger") > 0)
                        || (row.getInt("deferrals") > 0 && !running)
                        || (deferred && row.getInt("deferred") != 1)) {
                    broken.add("deferred run waiting " + row.getString("waiting") + " trigger "
                            + row.getInt("next_trigger") + " deferrals " + row.getInt("deferrals"));
                }
                if (row.getInt("untimed") > 0) {
                    broken.add(row.getString("state") + " does not say how long its attempt took");
                }
                int ways = (claimable || running ? 0 : 1)
                        + (row.getInt("live") > 0 ? 1 : 0)
                        + (row.getInt("next_trigger") > 0 && !resumes ? 1 : 0)
                        + (Optional.ofNullable(row.getString("waiting"))
                                        .map(Waiting::valueOf)
                                        .isPresent()
                                ? 1
                                : 0);
                String waiting = row.getString("waiting");
                boolean forSeats = List.of("POOL", "MAX_ACTIVE").contains(String.valueOf(waiting));
                boolean seated = forSeats == row.getInt("places") > 0
                        && row.getInt("stale_seat") == 0
                        && (row.getInt("seats") == 0
                                || (running && (!deferred || resumes))
                                || (claimable && waiting == null));
                if (!seated || (waiting != null && !claimable && !deferred)) {
                    broken.add(row.getString("state") + " waiting " + waiting + " seats " + row.getInt("seats")
                            + " places " + row.getInt("places"));
                }
                if (ways != 1 || (running && !deferred) != row.getInt("live") > 0) {
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
