package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Registrations;
import java.sql.SQLException;
import java.util.List;

/** Registrations in SQL. */
final class SqlRegistrations implements Registrations {

    private static final String INSERT = """
            insert into registration (node, job, specs, beat, since)
            values (:node, :job, :specs, :beat, :since)""";

    private static final String CHANGE = """
            update registration set specs = :specs, beat = :beat, since = :since
            where node = :node and job = :job""";

    private static final String LIST = """
            select node, job, specs, beat, since from registration
            order by node, job""";

    private static final String BEAT = "update registration set beat = beat + 1 where node = :node";

    private static final String REMOVE = "delete from registration where node = :node";

    private final Sql sql;

    SqlRegistrations(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(RegistrationRow registration) {
        Values values = values().text("node", registration.node())
                .text("job", registration.job())
                .text("specs", registration.specs())
                .number("beat", registration.beat())
                .time("since", registration.since());
        if (!sql.insertIfAbsent(INSERT, values)) {
            sql.update(CHANGE, values);
        }
    }

    @Override
    public List<RegistrationRow> list() {
        return sql.list(LIST, values(), SqlRegistrations::registrationRow);
    }

    @Override
    public int beat(String node) {
        return sql.update(BEAT, values().text("node", node));
    }

    @Override
    public int remove(String node) {
        return sql.update(REMOVE, values().text("node", node));
    }

    private static RegistrationRow registrationRow(Row row) throws SQLException {
        return new RegistrationRow(
                row.text("node"), row.text("job"), row.text("specs"), row.longNumber("beat"), row.time("since"));
    }
}
