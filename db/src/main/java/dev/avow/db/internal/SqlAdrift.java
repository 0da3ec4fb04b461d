package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Store.Database;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds runs in SQL that nothing would ever move: they have no execution trigger, and would need one. */
final class SqlAdrift {

    /**
     * The place is for the name of the trigger. The offset has PostgreSQL look for each run's trigger by its key: as a join,
     * without statistics, it may read all triggers for each run.
     */
    private static final String NO_TRIGGER = """
                and not exists (
                    select 1 from qrtz_triggers
                    where sched_name = :scheduler and trigger_group = :group and trigger_name = %s
                        and (trigger_state not in ('ACQUIRED', 'COMPLETE') or exists (
                            select 1 from qrtz_fired_triggers
                            where qrtz_fired_triggers.sched_name = qrtz_triggers.sched_name
                                and qrtz_fired_triggers.trigger_name = qrtz_triggers.trigger_name
                                and qrtz_fired_triggers.trigger_group = qrtz_triggers.trigger_group))
                    offset 0 rows)
            """;

    private static final Comparator<RunRow> LONGEST_FIRST =
            Comparator.comparing((RunRow run) -> run.standing().since()).thenComparing(RunRow::identity);

    /** One state: of several at once, each database may read all runs that wait, or all runs. */
    private static final String UNDEFERRED = SqlRuns.SELECT + """
            where state = :state# and waiting is null
                and not exists (
                    select 1 from attempt
                    where attempt.identity = run.identity and attempt.ended_at is null)
            """ + NO_TRIGGER + """
            order by state, waiting, since, identity fetch first :limit rows only""";

    private static final String DEFERRED = SqlRuns.SELECT + """
            where waiting = 'DEFERRED'
            """ + NO_TRIGGER + """
            order by waiting, since, identity fetch first :limit rows only""";

    private final Sql sql;

    SqlAdrift(Sql sql) {
        this.sql = sql;
    }

    List<RunRow> undeferred(Set<String> states, String scheduler, String group, int limit) {
        if (states.isEmpty()) {
            return List.of();
        }
        Values values =
                values().text("scheduler", scheduler).text("group", group).number("limit", limit);
        int count = 0;
        for (String state : states) {
            values.text("state" + count++, state);
        }
        return sql.list(undeferredQuery(sql.database(), count), values, SqlRuns::runRow).stream()
                .sorted(LONGEST_FIRST)
                .limit(limit)
                .toList();
    }

    List<RunRow> deferred(String scheduler, String group, int limit) {
        return sql.list(
                deferredQuery(sql.database()),
                values().text("scheduler", scheduler).text("group", group).number("limit", limit),
                SqlRuns::runRow);
    }

    static String undeferredQuery(Database database, int states) {
        String one = UNDEFERRED.formatted(triggerName(database, "run.attempts + 1"));
        return IntStream.range(0, states)
                .mapToObj(state -> "(" + one.replace("#", String.valueOf(state)) + ")")
                .collect(Collectors.joining("\nunion all\n"));
    }

    static String deferredQuery(Database database) {
        return DEFERRED.formatted(triggerName(database, "run.attempts"));
    }

    private static String triggerName(Database database, String attempt) {
        String hex = switch (database) {
            case H2 -> "lower(rawtohex(run.identity))";
            case POSTGRESQL -> "encode(run.identity, 'hex')";
        };
        return hex + " || '.' || cast(" + attempt + " as varchar)";
    }
}
