package dev.avow.db.internal;

import static dev.avow.db.internal.SqlSlots.schedule;
import static dev.avow.db.internal.Values.values;

import dev.avow.db.Slots.LeaseRow;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;

/** Leases of schedules in SQL, which are in the rows of their cursors. */
final class SqlLeases {

    private static final String FIND = """
            select job, schedule, lease_node, lease_beat, lease_epoch from cursor
            where job = :job and schedule = :schedule""";

    private static final String TAKE = """
            update cursor set lease_node = :node, lease_epoch = lease_epoch + 1
            where job = :job and schedule = :schedule and lease_epoch = :epoch and lease_beat = :beat""";

    private static final String OF_NODE = """
            select job, schedule, lease_node, lease_beat, lease_epoch from cursor
            where lease_node = :node""";

    private static final String BEAT = """
            update cursor set lease_beat = lease_beat + 1
            where job = :job and schedule = :schedule and lease_node = :node""";

    private static final String RELEASE = """
            update cursor set lease_node = null, lease_epoch = lease_epoch + 1
            where job = :job and schedule = :schedule and lease_node = :node""";

    private final Sql sql;

    SqlLeases(Sql sql) {
        this.sql = sql;
    }

    Optional<LeaseRow> find(String job, String schedule) {
        return sql.find(FIND, schedule(job, schedule), SqlLeases::leaseRow);
    }

    boolean take(LeaseRow from, String node) {
        return sql.update(
                        TAKE,
                        schedule(from.job(), from.schedule())
                                .text("node", node)
                                .number("epoch", from.epoch())
                                .number("beat", from.beat()))
                == 1;
    }

    int beat(String node) {
        return sql.list(OF_NODE, values().text("node", node), SqlLeases::leaseRow).stream()
                .sorted(Comparator.comparing(LeaseRow::job).thenComparing(LeaseRow::schedule))
                .mapToInt(lease ->
                        sql.update(BEAT, schedule(lease.job(), lease.schedule()).text("node", node)))
                .sum();
    }

    void release(String job, String schedule, String node) {
        sql.update(RELEASE, schedule(job, schedule).text("node", node));
    }

    private static LeaseRow leaseRow(Row row) throws SQLException {
        return new LeaseRow(
                row.text("job"),
                row.text("schedule"),
                row.optionalText("lease_node"),
                row.longNumber("lease_beat"),
                row.number("lease_epoch"));
    }
}
