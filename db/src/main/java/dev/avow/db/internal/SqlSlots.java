package dev.avow.db.internal;

import dev.avow.db.Slots;
import dev.avow.db.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Slots in SQL. */
final class SqlSlots implements Slots {

    private static final String INSERT_CURSOR = """
            insert into cursor (job, schedule, decided_to)
            values (:job, :schedule, :decidedTo)""";

    private static final String FIND_CURSOR = """
            select job, schedule, decided_to from cursor
            where job = :job and schedule = :schedule""";

    /** Asked for slots after the cursor, PostgreSQL would expect a third of all that the schedule has, and read them all. */
    static final String FIND_DECIDED = """
            select cursor.job, cursor.schedule, cursor.decided_to,
                (select slot.first_for from slot
                where slot.job = cursor.job and slot.schedule = cursor.schedule
                order by slot.job desc, slot.schedule desc, slot.first_for desc fetch first 1 row only) as newest
            from (values
            """ + KeyList.EACH + """
            ) as wanted (job, schedule)
            join cursor on cursor.job = wanted.job and cursor.schedule = wanted.schedule""";

    static final String ADVANCE = """
            update cursor set decided_to = :decidedTo
            where job = :job and schedule = :schedule and decided_to = :from""";

    private static final String DEFINE = """
            update cursor set definition = :definition
            where job = :job and schedule = :schedule""";

    static final String DEFINITIONS = """
            select job, schedule, decided_to, definition from cursor
            where job = :job
            order by job, schedule""";

    static final String INSERT_SLOT = """
            insert into slot (job, schedule, first_for, last_for, slots, decision, reason, at)
            values (:job, :schedule, :firstFor, :lastFor, :slots, :decision, :reason, :at)""";

    static final String SLOTS = """
            select job, schedule, first_for, last_for, slots, decision, reason, at from slot
            where job = :job and schedule = :schedule
            order by job desc, schedule desc, first_for desc fetch first :limit rows only""";

    static final String DECIDED_BETWEEN = """
            select first_for from slot
            where job = :job and schedule = :schedule and first_for > :after and first_for <= :upTo
            order by job, schedule, first_for""";

    private final Sql sql;
    private final SqlLeases leases;

    SqlSlots(Sql sql) {
        this.sql = sql;
        this.leases = new SqlLeases(sql);
    }

    @Override
    public boolean insertCursor(CursorRow cursor) {
        return sql.insertIfAbsent(
                INSERT_CURSOR, schedule(cursor.job(), cursor.schedule()).time("decidedTo", cursor.decidedTo()));
    }

    @Override
    public Optional<CursorRow> findCursor(String job, String schedule) {
        return sql.find(FIND_CURSOR, schedule(job, schedule), SqlSlots::cursorRow);
    }

    @Override
    public Map<ScheduleKey, DecidedRow> findDecided(Set<ScheduleKey> schedules) {
        Map<ScheduleKey, DecidedRow> decided = new HashMap<>();
        sql.listOf(FIND_DECIDED, pairs(schedules), SqlSlots::decidedRow)
                .forEach(row -> decided.put(row.cursor().key(), row));
        return decided;
    }

    private static DecidedRow decidedRow(Row row) throws SQLException {
        CursorRow cursor = cursorRow(row);
        return new DecidedRow(
                cursor,
                row.optionalTime("newest").filter(cursor.decidedTo()::isBefore).isPresent());
    }

    @Override
    public Optional<CursorRow> lockCursor(String job, String schedule) {
        return sql.lock(FIND_CURSOR, schedule(job, schedule), SqlSlots::cursorRow);
    }

    @Override
    public boolean advance(CursorRow from, Instant decidedTo) {
        return sql.update(ADVANCE, advanced(from, decidedTo)) == 1;
    }

    static Values advanced(CursorRow from, Instant decidedTo) {
        return schedule(from.job(), from.schedule())
                .moment("from", from.decidedTo())
                .time("decidedTo", decidedTo);
    }

    @Override
    public void define(String job, String schedule, Optional<String> definition) {
        sql.update(DEFINE, schedule(job, schedule).text("definition", definition));
    }

    @Override
    public List<DefinitionRow> definitions(String job) {
        return sql.list(
                DEFINITIONS,
                Values.values().text("job", job),
                row -> new DefinitionRow(cursorRow(row), row.optionalText("definition")));
    }

    @Override
    public List<LeaseRow> findLeases(Set<ScheduleKey> schedules) {
        return leases.find(schedules);
    }

    @Override
    public Set<ScheduleKey> takeLeases(Collection<LeaseRow> from, String node) {
        return leases.take(from, node);
    }

    @Override
    public int beatLeases(String node) {
        return leases.beat(node);
    }

    @Override
    public void releaseLeases(Set<ScheduleKey> schedules, String node) {
        leases.release(schedules, node);
    }

    @Override
    public void insertSlot(SlotRow slot) {
        if (!sql.insertIfAbsent(INSERT_SLOT, values(slot))) {
            throw new StoreException("Slot " + slot.firstFor() + " of schedule '" + slot.schedule() + "' of job '"
                    + slot.job() + "' is decided already. Read what was decided.");
        }
    }

    static Values values(SlotRow slot) {
        return schedule(slot.job(), slot.schedule())
                .time("firstFor", slot.firstFor())
                .time("lastFor", slot.lastFor())
                .number("slots", slot.slots())
                .text("decision", slot.decision())
                .text("reason", slot.reason())
                .time("at", slot.at());
    }

    @Override
    public List<SlotRow> slots(String job, String schedule, int limit) {
        return sql.list(SLOTS, schedule(job, schedule).number("limit", limit), SqlSlots::slotRow);
    }

    @Override
    public List<Instant> decidedBetween(String job, String schedule, Instant after, Instant upTo) {
        return sql.list(
                DECIDED_BETWEEN,
                schedule(job, schedule).moment("after", after).moment("upTo", upTo),
                row -> row.time("first_for"));
    }

    static List<KeyList.Pair> pairs(Set<ScheduleKey> schedules) {
        return schedules.stream()
                .map(key -> new KeyList.Pair(key.job(), key.schedule()))
                .toList();
    }

    static Values schedule(ScheduleKey key) {
        return schedule(key.job(), key.schedule());
    }

    static Values schedule(String job, String schedule) {
        return Values.values().text("job", job).text("schedule", schedule);
    }

    private static CursorRow cursorRow(Row row) throws SQLException {
        return new CursorRow(row.text("job"), row.text("schedule"), row.time("decided_to"));
    }

    static SlotRow slotRow(Row row) throws SQLException {
        return new SlotRow(
                row.text("job"),
                row.text("schedule"),
                row.time("first_for"),
                row.time("last_for"),
                row.longNumber("slots"),
                row.text("decision"),
                row.text("reason"),
                row.time("at"));
    }
}
