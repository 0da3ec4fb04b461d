package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Audit;
import dev.avow.db.Bytes;
import dev.avow.db.CrossAudit;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Uses.UsedRow;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads of many runs at once, in SQL. */
final class SqlAudit implements Audit {

    private static final Bytes NOTHING = Bytes.of(new byte[0]);

    private final Sql sql;

    SqlAudit(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<String> identities(Choice choice, Optional<String> after, int limit) {
        return sql.list(
                SqlAuditTexts.identities(choice, after.isPresent()),
                chosen(choice, after, limit),
                row -> row.digest("identity"));
    }

    @Override
    public SortedMap<String, Long> bytes(Span span) {
        SortedMap<String, Long> bytes = new TreeMap<>();
        sql.list(SqlAuditTexts.bytes(span), of(span), row -> Map.entry(row.digest("identity"), row.longNumber("bytes")))
                .forEach(run -> bytes.put(run.getKey(), run.getValue()));
        return bytes;
    }

    private static Values chosen(Choice choice, Optional<String> after, int limit) {
        Values values = values().number("limit", limit);
        choice.job().ifPresent(job -> values.text("job", job));
        choice.since().ifPresent(since -> values.moment("since", since));
        choice.identity().ifPresent(identity -> values.digest("identity", identity));
        after.ifPresent(last -> values.digest("after", last));
        return values;
    }

    @Override
    public List<DeclaredRow> declarations(Choice choice, Optional<String> after, int limit) {
        return sql.list(
                SqlAuditTexts.declarations(choice, after.isPresent()),
                chosen(choice, after, limit),
                row -> new DeclaredRow(
                        SqlDeclarations.declarationRow(row),
                        row.optionalTime("spec_stored_at"),
                        row.flag("spec_noted")));
    }

    @Override
    public List<StandingRow> runs(Span span) {
        return sql.list(
                SqlAuditTexts.RUNS + SqlAuditTexts.in(span) + " order by identity",
                of(span),
                row -> new StandingRow(
                        SqlRuns.runRow(row), row.number("map_index"), row.optionalText("map_key"), took(row)));
    }

    private static Optional<Took> took(Row row) throws SQLException {
        OptionalLong attempt = row.optionalLong("took_attempt");
        return attempt.isEmpty()
                ? Optional.empty()
                : Optional.of(new Took((int) attempt.getAsLong(), SqlLookups.took(row)));
    }

    @Override
    public List<TriedRow> attempts(Span span) {
        return sql.list(
                SqlAuditTexts.ATTEMPTS + SqlAuditTexts.in(span) + " order by identity, attempt",
                of(span),
                row -> new TriedRow(SqlAttempts.attemptRow(row), row.flag("cancel")));
    }

    @Override
    public List<MadeRow> outputs(Span span) {
        return sql.list(
                SqlAuditTexts.OUTPUTS + SqlAuditTexts.in(span) + " order by identity, attempt, name",
                of(span),
                row -> new MadeRow(SqlAttempts.outputRow(row), row.longNumber("seq")));
    }

    @Override
    public List<DeferredRow> deferrals(Span span) {
        return sql.list(
                SqlAuditTexts.DEFERRALS + SqlAuditTexts.in(span) + " order by identity, attempt",
                of(span),
                row -> new DeferredRow(
                        row.digest("identity"),
                        row.number("attempt"),
                        row.time("until"),
                        row.bytes("body"),
                        row.number("times"),
                        row.number("losses")));
    }

    @Override
    public Map<String, List<LocatorRow>> locators(Span span) {
        return sql
                .list(
                        SqlAuditTexts.LOCATORS + SqlAuditTexts.in(span) + " order by identity, input",
                        of(span),
                        row -> Map.entry(
                                row.digest("identity"), new LocatorRow(row.text("input"), row.text("locator"))))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    @Override
    public Map<String, PrivateRow> privateValues(Span span) {
        Map<String, Bytes> keys = new HashMap<>();
        sql.list(
                SqlAuditTexts.KEYS + SqlAuditTexts.in(span),
                of(span),
                row -> keys.put(row.digest("identity"), row.bytes("secret")));
        Map<String, Map<String, Bytes>> texts = new HashMap<>();
        sql.each(
                SqlAuditTexts.TEXTS + SqlAuditTexts.in(span),
                of(span),
                row -> texts.computeIfAbsent(row.digest("identity"), run -> new TreeMap<>())
                        .put(row.text("place"), row.bytes("text")),
                before -> {});
        Set<String> runs = new TreeSet<>(keys.keySet());
        runs.addAll(texts.keySet());
        return runs.stream()
                .collect(Collectors.toMap(
                        run -> run,
                        run -> new PrivateRow(keys.getOrDefault(run, NOTHING), texts.getOrDefault(run, Map.of()))));
    }

    @Override
    public List<MappingRow> mappings(Span span) {
        return sql.list(SqlAuditTexts.mappings(span), of(span), SqlMappings::row);
    }

    @Override
    public List<UsedRow> uses(Span span) {
        return sql.list(
                SqlAuditTexts.USES + SqlAuditTexts.in(span) + " order by identity, mark", of(span), SqlUses::usedRow);
    }

    @Override
    public void events(Span span, Consumer<StoredEvent> visitor) {
        sql.each(SqlAuditTexts.events(span), of(span), SqlEvents::storedEvent, visitor);
    }

    @Override
    public Map<String, Long> contentSizes(Collection<String> digests) {
        Map<String, Long> sizes = new HashMap<>();
        if (!digests.isEmpty()) {
            sql.list(
                    SqlAuditTexts.SIZES,
                    values().digests("digests", digests),
                    row -> sizes.put(row.digest("digest"), row.longNumber("bytes")));
        }
        return sizes;
    }

    @Override
    public CrossAudit across() {
        return new SqlCrossAudit(sql);
    }

    /** Times go as texts, which both databases read: arrays of times are not alike. */
    static Values slots(Collection<SlotKey> slots) {
        return values().texts("jobs", slots.stream().map(SlotKey::job).toList())
                .texts("schedules", slots.stream().map(SlotKey::schedule).toList())
                .texts(
                        "times",
                        slots.stream()
                                .map(slot -> slot.scheduledFor().toString())
                                .toList());
    }

    static SlotKey slotKey(Row row) throws SQLException {
        return new SlotKey(row.text("job"), row.text("schedule"), row.time("at"));
    }

    static Values of(Span span) {
        Values values = values();
        if (span instanceof Between between) {
            between.after().ifPresent(after -> values.digest("after", after));
            between.upTo().ifPresent(upTo -> values.digest("upTo", upTo));
        } else if (span instanceof Only only) {
            values.digests("identities", only.identities());
        }
        return values;
    }
}
