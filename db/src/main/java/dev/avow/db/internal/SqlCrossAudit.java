package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Audit.SlotKey;
import dev.avow.db.CrossAudit;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.JobAudit.NumberedKey;
import dev.avow.db.Lookups.Use;
import dev.avow.db.Uses;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads of what rows say of others, in SQL. */
final class SqlCrossAudit implements CrossAudit {

    private final Sql sql;

    SqlCrossAudit(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<UpstreamRow> upstream(Collection<String> identities) {
        return identities.isEmpty()
                ? List.of()
                : sql.list(
                        SqlCrossAuditTexts.UPSTREAM,
                        values().digests("identities", identities),
                        row -> new UpstreamRow(
                                row.digest("identity"),
                                row.number("number"),
                                row.number("attempt"),
                                row.text("state"),
                                row.optionalTime("started_at"),
                                row.optionalTime("ended_at")));
    }

    @Override
    public List<NumberRow> numbers(Collection<NumberedKey> keys) {
        return keys.isEmpty()
                ? List.of()
                : sql.list(
                        SqlCrossAuditTexts.NUMBERS,
                        numbered(keys),
                        row -> new NumberRow(key(row), row.optionalLong("first_event")));
    }

    /** Numbers go as texts, as all that is unnested. */
    private static Values numbered(Collection<NumberedKey> keys) {
        return values().texts("jobs", keys.stream().map(key -> key.key().job()).toList())
                .texts("tasks", keys.stream().map(key -> key.key().task()).toList())
                .texts(
                        "occasions",
                        keys.stream().map(key -> key.key().occasion()).toList())
                .texts(
                        "numbers",
                        keys.stream().map(key -> Integer.toString(key.number())).toList());
    }

    private static NumberedKey key(Row row) throws SQLException {
        return new NumberedKey(SqlDeclarations.occasionKey(row), row.number("number"));
    }

    @Override
    public List<ListedRow> mappings(Optional<NumberedKey> after, int limit) {
        return sql.list(
                SqlCrossAuditTexts.mappings(after.isPresent()),
                SqlJobAudit.numbered(after).number("limit", limit),
                row -> new ListedRow(
                        SqlMappings.row(row),
                        row.number("declared"),
                        row.number("highest"),
                        row.flag("follows"),
                        row.flag("settled")));
    }

    @Override
    public List<ElementRow> elements(NumberedKey mapping) {
        return sql.list(
                SqlCrossAuditTexts.ELEMENTS,
                SqlDeclarations.occasion(mapping.key()).number("number", mapping.number()),
                row -> new ElementRow(row.number("map_index"), row.optionalText("map_key")));
    }

    @Override
    public Set<SlotKey> undecided(Collection<SlotKey> slots) {
        return slots.isEmpty()
                ? Set.of()
                : new HashSet<>(sql.list(SqlCrossAuditTexts.UNDECIDED, SqlAudit.slots(slots), SqlAudit::slotKey));
    }

    @Override
    public List<StoredEvent> events(String kind, Collection<String> jobs) {
        return sql.list(
                SqlCrossAuditTexts.EVENTS, values().text("kind", kind).texts("jobs", jobs), SqlEvents::storedEvent);
    }

    @Override
    public List<ReferredRow> referred(Collection<String> digests) {
        return digests.isEmpty()
                ? List.of()
                : sql.list(
                        SqlCrossAuditTexts.REFERRED,
                        values().digests("digests", digests)
                                .texts("texts", digests)
                                .texts(
                                        "marks",
                                        digests.stream()
                                                .map(list -> Uses.mark(Use.LIST, list)
                                                        .toString())
                                                .toList()),
                        row -> new ReferredRow(row.digest("digest"), row.digest("identity"), row.longNumber("runs")));
    }

    @Override
    public Order order(long from, int limit, Duration tolerance) {
        List<EarlyRow> early = new ArrayList<>();
        OptionalLong last = sql
                .list(
                        SqlCrossAuditTexts.ORDER,
                        values().number("from", from).number("limit", limit).number("seconds", tolerance.toSeconds()),
                        row -> {
                            Optional<EarlyRow> compared = compared(row);
                            compared.filter(one ->
                                            one.at().isBefore(one.beforeAt().minus(tolerance)))
                                    .ifPresent(early::add);
                            return compared.isPresent() ? row.longNumber("last_seq") : from;
                        })
                .stream()
                .mapToLong(seq -> seq)
                .filter(seq -> seq > from)
                .findFirst();
        return new Order(last, early);
    }

    private static Optional<EarlyRow> compared(Row row) throws SQLException {
        OptionalLong before = row.optionalLong("before_seq");
        return before.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new EarlyRow(row.longNumber("seq"), row.time("at"), before.getAsLong(), row.time("before_at")));
    }
}
