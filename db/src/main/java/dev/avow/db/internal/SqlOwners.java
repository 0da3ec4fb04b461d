package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Owners;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The owner in SQL: a table of one row at most. */
final class SqlOwners implements Owners {

    private static final String FIND = "select token, node, pid, since, check_in, beat from owner";

    private static final String TAKE = """
            insert into owner (id, token, node, pid, since, check_in, beat)
            values (1, :token, :node, :pid, :since, :checkIn, :beat)""";

    private static final String REPLACE = """
            update owner set token = :token, node = :node, pid = :pid, since = :since, check_in = :checkIn, beat = :beat
            where token = :oldToken and beat = :oldBeat""";

    private static final String BEAT = "update owner set beat = beat + 1 where token = :token";

    private static final String RELEASE = "delete from owner where token = :token";

    private final Sql sql;

    SqlOwners(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<OwnerRow> find() {
        return sql.find(FIND, values(), SqlOwners::ownerRow);
    }

    @Override
    public boolean take(OwnerRow owner) {
        return sql.insertIfAbsent(TAKE, owner(owner));
    }

    @Override
    public boolean replace(OwnerRow old, OwnerRow owner) {
        Values values = owner(owner).text("oldToken", old.token()).number("oldBeat", old.beat());
        return sql.update(REPLACE, values) == 1;
    }

    @Override
    public boolean beat(String token) {
        return sql.update(BEAT, values().text("token", token)) == 1;
    }

    @Override
    public boolean release(String token) {
        return sql.update(RELEASE, values().text("token", token)) == 1;
    }

    private static Values owner(OwnerRow owner) {
        return values().text("token", owner.token())
                .text("node", owner.node())
                .text("pid", owner.pid())
                .time("since", owner.since())
                .number("checkIn", owner.checkIn().toMillis())
                .number("beat", owner.beat());
    }

    private static OwnerRow ownerRow(Row row) throws SQLException {
        return new OwnerRow(
                row.text("token"),
                row.text("node"),
                row.text("pid"),
                row.time("since"),
                Duration.ofMillis(row.longNumber("check_in")),
                row.longNumber("beat"));
    }
}
