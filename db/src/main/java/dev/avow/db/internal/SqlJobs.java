package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Jobs;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.DefinitionRow;
import java.util.List;
import java.util.Set;

/** Jobs in SQL. */
final class SqlJobs implements Jobs {

    private static final String NAMES = """
            select job from cursor
            union select job from spec_use
            union select job from pause
            order by job""";

    private static final String CURSORS = """
            select job, schedule, decided_to, definition from cursor
            order by job, schedule""";

    private static final String PAUSED = "select job from pause order by job";

    static final String COUNTS = """
            select job, state, waiting, count(*) as runs from run
            where state = any(:states)
            group by job, state, waiting
            order by job, state, waiting""";

    private final Sql sql;

    SqlJobs(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<String> names() {
        return sql.list(NAMES, values(), row -> row.text("job"));
    }

    @Override
    public List<DefinitionRow> cursors() {
        return sql.list(
                CURSORS,
                values(),
                row -> new DefinitionRow(
                        new CursorRow(row.text("job"), row.text("schedule"), row.time("decided_to")),
                        row.optionalText("definition")));
    }

    @Override
    public List<String> paused() {
        return sql.list(PAUSED, values(), row -> row.text("job"));
    }

    @Override
    public List<CountRow> counts(Set<String> states) {
        return sql.list(
                COUNTS,
                values().texts("states", states),
                row -> new CountRow(
                        row.text("job"), row.text("state"), row.optionalText("waiting"), row.longNumber("runs")));
    }
}
