package dev.avow.db.internal;

import static dev.avow.db.internal.SqlSlots.schedule;
import static dev.avow.db.internal.Values.values;

import dev.avow.db.Slots.LeaseRow;
import dev.avow.db.Slots.ScheduleKey;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Leases of schedules in SQL, which are in the rows of their cursors. */
final class SqlLeases {

    static final String FIND = """
            select cursor.job, cursor.schedule, lease_node, lease_beat, lease_epoch
            from (values
            """ + KeyList.EACH + """
            ) as wanted (job, schedule)
            join cursor on cursor.job = wanted.job and cursor.schedule = wanted.schedule""";

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

    private static final Comparator<ScheduleKey> ORDER =
            Comparator.comparing(ScheduleKey::job).thenComparing(ScheduleKey::schedule);

    private final Sql sql;

    SqlLeases(Sql sql) {
        this.sql = sql;
    }

    List<LeaseRow> find(Set<ScheduleKey> schedules) {
        return sql.listOf(FIND, SqlSlots.pairs(schedules), SqlLeases::leaseRow).stream()
                .distinct()
                .toList();
    }

    Set<ScheduleKey> take(Collection<LeaseRow> from, String node) {
        List<LeaseRow> leases =
                from.stream().sorted(Comparator.comparing(LeaseRow::key, ORDER)).toList();
        int[] counts = updateAll(
                TAKE,
                leases,
                lease -> schedule(lease.key())
                        .text("node", node)
                        .number("epoch", lease.epoch())
                        .number("beat", lease.beat()));
        return IntStream.range(0, counts.length)
                .filter(at -> counts[at] == 1)
                .mapToObj(at -> leases.get(at).key())
                .collect(Collectors.toSet());
    }

    int beat(String node) {
        List<ScheduleKey> leases = sql.list(OF_NODE, values().text("node", node), SqlLeases::leaseRow).stream()
                .map(LeaseRow::key)
                .sorted(ORDER)
                .toList();
        return Arrays.stream(updateAll(BEAT, leases, key -> schedule(key).text("node", node)))
                .sum();
    }

    void release(Set<ScheduleKey> schedules, String node) {
        updateAll(
                RELEASE,
                schedules.stream().sorted(ORDER).toList(),
                key -> schedule(key).text("node", node));
    }

    private <T> int[] updateAll(String text, List<T> rows, Function<T, Values> values) {
        return sql.updateAll(text, rows.stream().map(values).toList());
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
