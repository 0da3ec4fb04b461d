package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.Declarations.TaskKey;
import dev.avow.db.Declarations.UsedSpec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which spec a task had since when, in SQL. */
final class SqlSpecUses {

    private static final String INSERT = """
            insert into spec_use (job, task, number, spec, identity, at)
            values (:job, :task, :number, :spec, :identity, :at)""";

    private static final String NEWEST = """
            select job, task, number, spec, identity, at from spec_use
            where job = :job and task = :task
            order by number desc fetch first 1 row only""";

    static final String NEWEST_OF_TASKS = """
            select wanted.job, wanted.task, (
                select spec from spec_use
                where spec_use.job = wanted.job and spec_use.task = wanted.task
                order by spec_use.job desc, spec_use.task desc, number desc fetch first 1 row only) as spec
            from (values
            """ + KeyList.EACH + """
            ) as wanted (job, task)""";

    private static final String OF_JOB = """
            select job, task, number, spec, identity, at from spec_use
            where job = :job
            order by at, task, number""";

    static final String WITH_DOCUMENTS = """
            select u.job, u.task, u.number, u.spec, u.identity, u.at, s.body
            from spec_use u left join spec s on s.digest = u.spec
            where u.job = :job
            order by u.at, u.task, u.number""";

    private final Sql sql;

    SqlSpecUses(Sql sql) {
        this.sql = sql;
    }

    /** Tries again only where another transaction has noted a spec meanwhile, and so ends. */
    void note(String identity, OccasionKey key, String spec, Instant at) {
        boolean noted = false;
        while (!noted) {
            Optional<SpecUseRow> newest = newest(key);
            noted = newest.filter(use -> use.spec().equals(spec)).isPresent()
                    || insert(new SpecUseRow(
                            key.job(),
                            key.task(),
                            newest.map(SpecUseRow::number).orElse(0) + 1,
                            spec,
                            identity,
                            at));
        }
    }

    boolean isNewest(OccasionKey key, String spec) {
        return newest(key).filter(use -> use.spec().equals(spec)).isPresent();
    }

    Map<TaskKey, String> newest(Set<TaskKey> tasks) {
        List<KeyList.Pair> keys = tasks.stream()
                .map(key -> new KeyList.Pair(key.job(), key.task()))
                .toList();
        Map<TaskKey, String> newest = new HashMap<>();
        sql.listOf(NEWEST_OF_TASKS, keys, SqlSpecUses::noted)
                .forEach(found -> found.spec().ifPresent(spec -> newest.put(found.task(), spec)));
        return newest;
    }

    List<SpecUseRow> ofJob(String job) {
        return sql.list(OF_JOB, values().text("job", job), SqlSpecUses::specUseRow);
    }

    List<UsedSpec> withDocuments(String job) {
        return sql.list(
                WITH_DOCUMENTS,
                values().text("job", job),
                row -> new UsedSpec(specUseRow(row), row.optionalBytes("body")));
    }

    private Optional<SpecUseRow> newest(OccasionKey key) {
        return sql.find(NEWEST, values().text("job", key.job()).text("task", key.task()), SqlSpecUses::specUseRow);
    }

    private boolean insert(SpecUseRow use) {
        return sql.insertIfAbsent(
                INSERT,
                values().text("job", use.job())
                        .text("task", use.task())
                        .number("number", use.number())
                        .digest("spec", use.spec())
                        .digest("identity", use.identity())
                        .time("at", use.at()));
    }

    private static Noted noted(Row row) throws SQLException {
        return new Noted(new TaskKey(row.text("job"), row.text("task")), row.optionalDigest("spec"));
    }

    static SpecUseRow specUseRow(Row row) throws SQLException {
        return new SpecUseRow(
                row.text("job"),
                row.text("task"),
                row.number("number"),
                row.digest("spec"),
                row.digest("identity"),
                row.time("at"));
    }

    /** The newest spec of a task, if one is noted. */
    private record Noted(TaskKey task, Optional<String> spec) {}
}
