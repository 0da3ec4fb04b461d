package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Claims;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.RunRow;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is read of a run on its way to a claim, in SQL. */
final class SqlClaims implements Claims {

    static final String SEE = """
            select d.identity, d.job, d.task, d.occasion, d.number, d.map_index, d.spec, d.body, d.declared_at,
                s.digest as spec_digest, s.job as spec_job, s.task as spec_task, s.body as spec_body,
                s.stored_at as spec_stored_at,
                r.identity as run_identity, r.job as run_job, r.task as run_task, r.occasion as run_occasion,
                r.number as run_number, r.map_index as run_map_index, r.map_key as run_map_key, r.at as run_at,
                r.spec as run_spec, r.policy as run_policy, r.declared_at as run_declared_at, r.state as run_state,
                r.waiting as run_waiting, r.detail as run_detail, r.attempts as run_attempts, r.since as run_since,
                (select pause.job from pause where pause.job = r.job) as paused,
                e.seq as event_seq, e.kind as event_kind, e.job as event_job, e.identity as event_identity,
                e.attempt as event_attempt, e.at as event_at, e.body as event_body, e.digest as event_digest
            from declaration d
                left join spec s on s.digest = d.spec
                left join run r on r.identity = d.identity
                left join event e on e.identity = d.identity and e.kind = any(:kinds)
            where d.identity = :identity
            order by e.seq""";

    static final String LOCK_FREE = """
            select identity, job, task, occasion, number, map_index, map_key, at, spec, policy, declared_at,
                state, waiting, detail, attempts, since,
                (select max(token) from owner) as owner, (select pause.job from pause where pause.job = run.job) as paused
            from run
            where identity in (""" + KeyList.EACH + ")";

    private final Sql sql;

    SqlClaims(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Seen> see(String identity, Set<String> kinds) {
        List<Seen> rows = sql.list(SEE, values().digest("identity", identity).texts("kinds", kinds), SqlClaims::seen);
        return rows.stream()
                .findFirst()
                .map(first -> new Seen(
                        first.declaration(),
                        first.spec(),
                        first.run(),
                        first.paused(),
                        rows.stream().flatMap(row -> row.events().stream()).toList()));
    }

    @Override
    public List<Free> lockFree(Collection<String> identities) {
        return sql.lockFree(
                LOCK_FREE,
                identities,
                row -> new Free(
                        SqlRuns.runRow(row),
                        row.optionalText("owner"),
                        row.optionalText("paused").isPresent()));
    }

    private static Seen seen(Row row) throws SQLException {
        DeclarationRow declaration = SqlDeclarations.declarationRow(row);
        Optional<SpecRow> spec = find(row, "spec_", "digest", SqlDeclarations::specRow);
        Optional<RunRow> run = find(row, "run_", "identity", SqlRuns::runRow);
        Optional<StoredEvent> event = find(row, "event_", "kind", SqlEvents::storedEvent);
        return new Seen(
                declaration,
                spec,
                run,
                row.optionalText("paused").isPresent(),
                event.stream().toList());
    }

    private static <T> Optional<T> find(Row row, String table, String key, Row.Reader<T> reader) throws SQLException {
        Row joined = row.under(table);
        return joined.optionalText(key).isPresent() ? Optional.of(reader.read(joined)) : Optional.empty();
    }
}
