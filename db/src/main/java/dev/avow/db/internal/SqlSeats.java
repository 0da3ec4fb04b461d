package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Seats;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Seats in SQL. */
final class SqlSeats implements Seats {

    private static final String FIND_POOL = "select slots from pool where name = :pool";

    private static final String INSERT_POOL = "insert into pool (name) values (:pool)";

    private static final String RESIZE = "update pool set slots = :slots where name = :pool";

    static final String TAKEN = "select count(*) as taken from seat where pool = :pool and taken = true";

    private static final String INSERT = """
            insert into seat (pool, identity, attempt, taken)
            values (:pool, :identity, :attempt, :taken)""";

    private static final String SELECT = """
            select pool, identity, attempt, taken from seat
            """;

    private static final String OF = SELECT + """
            where identity = :identity
            order by pool""";

    private static final String DELETE = "delete from seat where identity = :identity";

    static final String QUEUE = SELECT + """
            where pool = :pool and taken = false
                and not exists (
                    select 1 from seat other
                    where other.identity = seat.identity and other.pool = any(:full))
            order by pool, taken, seq fetch first :limit rows only""";

    private static final String QUEUED_FOR = "select distinct pool from seat where taken = false order by pool";

    private static final String IDLE = """
            select distinct seat.identity from seat join run on run.identity = seat.identity
            where seat.taken = true and (run.waiting <> 'DEFERRED' or not (run.state = any(:states)))
            fetch first :limit rows only""";

    private final Sql sql;

    SqlSeats(Sql sql) {
        this.sql = sql;
    }

    @Override
    public OptionalInt lock(String pool) {
        return lockIfThere(pool)
                .or(() -> {
                    sql.insertIfAbsent(INSERT_POOL, values().text("pool", pool));
                    return lockIfThere(pool);
                })
                .orElseThrow();
    }

    private Optional<OptionalInt> lockIfThere(String pool) {
        return sql.lock(FIND_POOL, values().text("pool", pool), row -> row.optionalNumber("slots"));
    }

    @Override
    public void resize(String pool, int slots) {
        sql.update(RESIZE, values().text("pool", pool).number("slots", slots));
    }

    @Override
    public int taken(String pool) {
        return sql.find(TAKEN, values().text("pool", pool), row -> row.number("taken"))
                .orElseThrow();
    }

    @Override
    public void insert(SeatRow seat) {
        sql.update(
                INSERT,
                values().text("pool", seat.pool())
                        .digest("identity", seat.identity())
                        .number("attempt", seat.attempt())
                        .flag("taken", seat.taken()));
    }

    @Override
    public List<SeatRow> of(String identity) {
        return sql.list(OF, values().digest("identity", identity), SqlSeats::seatRow);
    }

    @Override
    public void delete(String identity) {
        sql.update(DELETE, values().digest("identity", identity));
    }

    @Override
    public List<SeatRow> queue(String pool, Set<String> full, int limit) {
        return sql.list(
                QUEUE, values().text("pool", pool).texts("full", full).number("limit", limit), SqlSeats::seatRow);
    }

    @Override
    public List<String> queuedFor() {
        return sql.list(QUEUED_FOR, values(), row -> row.text("pool"));
    }

    @Override
    public List<String> idle(Set<String> states, int limit) {
        return sql.list(IDLE, values().texts("states", states).number("limit", limit), row -> row.digest("identity"));
    }

    private static SeatRow seatRow(Row row) throws SQLException {
        return new SeatRow(row.text("pool"), row.digest("identity"), row.number("attempt"), row.flag("taken"));
    }
}
