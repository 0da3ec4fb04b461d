package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests in SQL. */
final class SqlRequests implements Requests {

    private static final String INSERT = """
            insert into request (job, task, occasion_key, occasion, not_before, tries, reason, requested_at)
            values (:job, :task, :key, :occasion, :notBefore, :tries, :reason, :requestedAt)""";

    private static final String SELECT = """
            select job, task, occasion_key, occasion, not_before, tries, reason, requested_at
            from request
            """;

    /** The job, whose letters are all small, is compared as an expression, so that the index of due requests is walked in its order. */
    static final String DUE = SELECT + """
            where not_before <= :now and lower(job) = any(:jobs)
            order by not_before, requested_at, job, task, occasion_key fetch first :limit rows only""";

    private static final String FIND = SELECT + "where job = :job and task = :task and occasion_key = :key";

    private static final String POSTPONE = """
            update request set tries = :tries, reason = :reason, not_before = :notBefore
            where job = :job and task = :task and occasion_key = :key""";

    private static final String RESERVE = """
            update request set not_before = :notBefore
            where job = :job and task = :task and occasion_key = :key and not_before = :seen""";

    private static final String DELETE = """
            delete from request
            where job = :job and task = :task and occasion_key = :key""";

    private final Sql sql;

    SqlRequests(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(RequestRow request) {
        return sql.insertIfAbsent(
                INSERT,
                key(request.key())
                        .text("occasion", request.occasion())
                        .time("notBefore", request.notBefore())
                        .number("tries", request.tries())
                        .text("reason", request.reason())
                        .time("requestedAt", request.requestedAt()));
    }

    @Override
    public List<RequestRow> due(Instant now, Set<String> jobs, int limit) {
        Values values = values().moment("now", now).texts("jobs", jobs).number("limit", limit);
        return sql.list(DUE, values, SqlRequests::requestRow);
    }

    @Override
    public Optional<RequestRow> find(OccasionKey key) {
        return sql.find(FIND, key(key), SqlRequests::requestRow);
    }

    @Override
    public void postpone(OccasionKey key, int tries, String reason, Instant notBefore) {
        sql.update(
                POSTPONE, key(key).number("tries", tries).text("reason", reason).time("notBefore", notBefore));
    }

    @Override
    public boolean reserve(RequestRow request, Instant notBefore) {
        return sql.update(
                        RESERVE,
                        key(request.key()).moment("seen", request.notBefore()).time("notBefore", notBefore))
                == 1;
    }

    @Override
    public boolean delete(OccasionKey key) {
        return sql.update(DELETE, key(key)) == 1;
    }

    private static Values key(OccasionKey key) {
        return values().text("job", key.job()).text("task", key.task()).text("key", key.occasion());
    }

    private static RequestRow requestRow(Row row) throws SQLException {
        return new RequestRow(
                new OccasionKey(row.text("job"), row.text("task"), row.text("occasion_key")),
                row.text("occasion"),
                row.time("not_before"),
                row.number("tries"),
                row.text("reason"),
                row.time("requested_at"));
    }
}
