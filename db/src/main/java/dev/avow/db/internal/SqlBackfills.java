package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Backfills;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Backfills in SQL. */
final class SqlBackfills implements Backfills {

    private static final String INSERT = """
            insert into backfill (id, job, schedule, first_for, last_for, max_active, requested_by, state, done_to,
                declared, existing, refused, at)
            values (:id, :job, :schedule, :firstFor, :lastFor, :maxActive, :requestedBy, :state, :doneTo,
                :declared, :existing, :refused, :at)""";

    private static final String SELECT = """
            select id, job, schedule, first_for, last_for, max_active, requested_by, state, done_to,
                declared, existing, refused, at
            from backfill
            """;

    private static final String FIND = SELECT + "where id = :id";

    static final String IN_STATE = SELECT + """
            where state = :state and job = any(:jobs)
            order by state, at, id fetch first :limit rows only""";

    static final String OF_JOB = SELECT + """
            where job = :job
            order by job desc, at desc, id desc fetch first :limit rows only""";

    private static final String CHANGE = """
            update backfill set state = :state, done_to = :doneTo, declared = :declared, existing = :existing,
                refused = :refused
            where id = :id""";

    private static final String ADD = """
            insert into backfill_occasion (backfill, occasion, active) values (:id, :occasion, true)""";

    static final String ACTIVE = """
            select occasion from backfill_occasion
            where backfill = :id and active = true
            order by backfill, active, occasion""";

    private static final String END = """
            update backfill_occasion set active = false
            where backfill = :id and occasion = :occasion""";

    private final Sql sql;

    SqlBackfills(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(BackfillRow backfill) {
        return sql.insertIfAbsent(
                INSERT,
                progress(backfill)
                        .text("job", backfill.job())
                        .text("schedule", backfill.schedule())
                        .time("firstFor", backfill.firstFor())
                        .time("lastFor", backfill.lastFor())
                        .number("maxActive", backfill.maxActive())
                        .text("requestedBy", backfill.requestedBy())
                        .time("at", backfill.at()));
    }

    @Override
    public Optional<BackfillRow> find(String id) {
        return sql.find(FIND, values().text("id", id), SqlBackfills::backfillRow);
    }

    @Override
    public Optional<BackfillRow> lock(String id) {
        return sql.lock(FIND, values().text("id", id), SqlBackfills::backfillRow);
    }

    @Override
    public List<BackfillRow> inState(String state, Set<String> jobs, int limit) {
        return sql.list(
                IN_STATE,
                values().text("state", state).texts("jobs", jobs).number("limit", limit),
                SqlBackfills::backfillRow);
    }

    @Override
    public List<BackfillRow> ofJob(String job, int limit) {
        return sql.list(OF_JOB, values().text("job", job).number("limit", limit), SqlBackfills::backfillRow);
    }

    @Override
    public void change(BackfillRow backfill) {
        sql.update(CHANGE, progress(backfill));
    }

    @Override
    public void addOccasion(String id, String occasion) {
        sql.update(ADD, values().text("id", id).text("occasion", occasion));
    }

    @Override
    public void addOccasions(String id, List<String> occasions) {
        sql.insertAll(
                ADD,
                occasions.stream()
                        .map(occasion -> values().text("id", id).text("occasion", occasion))
                        .toList());
    }

    @Override
    public List<String> active(String id) {
        return sql.list(ACTIVE, values().text("id", id), row -> row.text("occasion"));
    }

    @Override
    public void end(String id, String occasion) {
        sql.update(END, values().text("id", id).text("occasion", occasion));
    }

    private static Values progress(BackfillRow backfill) {
        return values().text("id", backfill.id())
                .text("state", backfill.state())
                .time("doneTo", backfill.doneTo())
                .number("declared", backfill.counts().declared())
                .number("existing", backfill.counts().existing())
                .number("refused", backfill.counts().refused());
    }

    private static BackfillRow backfillRow(Row row) throws SQLException {
        return new BackfillRow(
                row.text("id"),
                row.text("job"),
                row.text("schedule"),
                row.time("first_for"),
                row.time("last_for"),
                row.number("max_active"),
                row.text("requested_by"),
                row.text("state"),
                row.time("done_to"),
                new Counts(row.longNumber("declared"), row.longNumber("existing"), row.longNumber("refused")),
                row.time("at"));
    }
}
