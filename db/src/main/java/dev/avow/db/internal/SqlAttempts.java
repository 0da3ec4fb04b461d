package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Attempts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attempts in SQL. */
final class SqlAttempts implements Attempts {

    static final String CLAIM = """
            insert into attempt (identity, attempt, node, epoch, beat, state, detail, started_at)
            values (:identity, :attempt, :node, :epoch, 0, 'RUNNING', '', :at)""";

    static final String END = """
            update attempt set state = :state, detail = :detail, ended_at = :at
            where identity = :identity and attempt = :attempt and epoch = :epoch and ended_at is null""";

    private static final String FENCE = """
            update attempt set state = :state, detail = :detail, ended_at = :at, epoch = epoch + 1
            where identity = :identity and attempt = :attempt and epoch = :epoch and beat = :beat
                and ended_at is null""";

    /** The beat goes on: who saw it before must not take it for one that stands still since then. */
    private static final String RESUME = """
            update attempt
            set state = 'RUNNING', detail = '', node = :node, epoch = :epoch, beat = beat + 1, ended_at = null
            where identity = :identity and attempt = :attempt and epoch = :epoch - 1 and state = 'DEFERRED'""";

    private static final String END_DEFERRED = """
            update attempt set state = :state, detail = :detail, ended_at = :at, epoch = epoch + 1
            where identity = :identity and attempt = :attempt and state = 'DEFERRED'""";

    static final String BEAT = """
            update attempt set beat = beat + 1
            where ended_at is null and node = :node""";

    private static final String SELECT = """
            select identity, attempt, node, epoch, beat, state, detail, started_at, ended_at
            from attempt
            """;

    static final String LIVE = SELECT + """
            where ended_at is null
            order by ended_at, started_at, identity, attempt fetch first :limit rows only""";

    static final String LIVE_AFTER = SELECT + """
            where ended_at is null and started_at >= :startedAt and (started_at > :startedAt
                or identity > :identity or (identity = :identity and attempt > :attempt))
            order by ended_at, started_at, identity, attempt fetch first :limit rows only""";

    private static final String FIND = SELECT + "where identity = :identity and attempt = :attempt";

    private static final String LIST = SELECT + """
            where identity = :identity
            order by identity, attempt""";

    private static final String INSERT_OUTPUT = """
            insert into output (identity, attempt, name, digest, media_type, size, is_private)
            values (:identity, :attempt, :name, :digest, :mediaType, :size, :isPrivate)""";

    private static final String OUTPUTS = """
            select identity, attempt, name, digest, media_type, size, is_private from output
            where identity = :identity and attempt = :attempt
            order by name""";

    static final String OUTPUTS_BY_DIGEST = """
            select identity, attempt, name, digest, media_type, size, is_private from output
            where digest = :digest
            order by digest, seq desc fetch first :limit rows only""";

    private final Sql sql;

    SqlAttempts(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean claim(Claim claim, Instant at) {
        return sql.insertIfAbsent(CLAIM, claimed(claim, at));
    }

    @Override
    public boolean end(Claim claim, Ending ending) {
        return sql.update(END, ended(claim, ending)) == 1;
    }

    @Override
    public boolean fence(AttemptRow seen, Ending ending) {
        return sql.update(FENCE, ended(seen.claim(), ending).number("beat", seen.beat())) == 1;
    }

    @Override
    public boolean resume(Claim claim) {
        return sql.update(RESUME, claimed(claim).text("node", claim.node())) == 1;
    }

    @Override
    public boolean endDeferred(String identity, int attempt, Ending ending) {
        return sql.update(END_DEFERRED, ended(attempt(identity, attempt), ending)) == 1;
    }

    @Override
    public int beat(String node) {
        return sql.update(BEAT, values().text("node", node));
    }

    @Override
    public List<AttemptRow> live(Optional<AttemptRow> after, int limit) {
        return after.map(last -> sql.list(
                        LIVE_AFTER,
                        attempt(last.claim().identity(), last.claim().attempt())
                                .moment("startedAt", last.startedAt())
                                .number("limit", limit),
                        SqlAttempts::attemptRow))
                .orElseGet(() -> sql.list(LIVE, values().number("limit", limit), SqlAttempts::attemptRow));
    }

    @Override
    public Optional<AttemptRow> find(String identity, int attempt) {
        return sql.find(FIND, attempt(identity, attempt), SqlAttempts::attemptRow);
    }

    @Override
    public List<AttemptRow> list(String identity) {
        return sql.list(LIST, values().digest("identity", identity), SqlAttempts::attemptRow);
    }

    @Override
    public void insertOutputs(List<OutputRow> outputs) {
        sql.insertAll(
                INSERT_OUTPUT,
                outputs.stream()
                        .map(output -> attempt(output.identity(), output.attempt())
                                .text("name", output.name())
                                .digest("digest", output.digest())
                                .text("mediaType", output.mediaType())
                                .number("size", output.size())
                                .flag("isPrivate", output.isPrivate()))
                        .toList());
    }

    @Override
    public List<OutputRow> outputs(String identity, int attempt) {
        return sql.list(OUTPUTS, attempt(identity, attempt), SqlAttempts::outputRow);
    }

    @Override
    public List<OutputRow> outputsByDigest(String digest, int limit) {
        return sql.list(
                OUTPUTS_BY_DIGEST, values().digest("digest", digest).number("limit", limit), SqlAttempts::outputRow);
    }

    private static Values attempt(String identity, int attempt) {
        return values().digest("identity", identity).number("attempt", attempt);
    }

    private static Values claimed(Claim claim) {
        return attempt(claim.identity(), claim.attempt()).number("epoch", claim.epoch());
    }

    static Values claimed(Claim claim, Instant at) {
        return claimed(claim).text("node", claim.node()).time("at", at);
    }

    static Values ended(Claim claim, Ending ending) {
        return ended(claimed(claim), ending);
    }

    private static Values ended(Values attempt, Ending ending) {
        return attempt.text("state", ending.state())
                .text("detail", ending.detail())
                .time("at", ending.at());
    }

    static AttemptRow attemptRow(Row row) throws SQLException {
        return new AttemptRow(
                new Claim(row.digest("identity"), row.number("attempt"), row.text("node"), row.number("epoch")),
                row.text("state"),
                row.text("detail"),
                row.longNumber("beat"),
                row.time("started_at"),
                row.optionalTime("ended_at"));
    }

    static OutputRow outputRow(Row row) throws SQLException {
        return new OutputRow(
                row.digest("identity"),
                row.number("attempt"),
                row.text("name"),
                row.digest("digest"),
                row.text("media_type"),
                row.longNumber("size"),
                row.flag("is_private"));
    }
}
