package dev.avow.db.internal;

import static dev.avow.db.internal.Values.values;

import dev.avow.db.Audit.SlotKey;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.JobAudit;
import dev.avow.db.Lookups.Use;
import dev.avow.db.Slots.SlotRow;
import dev.avow.db.Uses;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads of what stands beside runs, in SQL. */
final class SqlJobAudit implements JobAudit {

    private final Sql sql;

    SqlJobAudit(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<SpecRow> specs(Optional<String> after, int limit) {
        Values values = values().number("limit", limit);
        after.ifPresent(last -> values.digest("after", last));
        return sql.list(SqlJobAuditTexts.specs(after.isPresent()), values, SqlDeclarations::specRow);
    }

    @Override
    public List<UsedRow> specUses(Optional<SpecUseRow> after, int limit) {
        Values values = values().number("limit", limit);
        after.ifPresent(
                last -> values.text("job", last.job()).text("task", last.task()).number("number", last.number()));
        return sql.list(
                SqlJobAuditTexts.specUses(after.isPresent()),
                values,
                row -> new UsedRow(SqlSpecUses.specUseRow(row), first(row)));
    }

    private static Optional<FirstUse> first(Row row) throws SQLException {
        Optional<String> spec = row.optionalDigest("first_spec");
        return spec.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new FirstUse(row.text("first_job"), row.text("first_task"), spec.get(), row.time("first_at")));
    }

    @Override
    public List<SlotRow> slots(Optional<SlotRow> after, int limit) {
        Values values = values().number("limit", limit);
        after.ifPresent(last ->
                values.text("job", last.job()).text("schedule", last.schedule()).moment("firstFor", last.firstFor()));
        return sql.list(SqlJobAuditTexts.slots(after.isPresent()), values, SqlSlots::slotRow);
    }

    @Override
    public List<UndeclaredRow> undeclared(Optional<OccasionKey> after, int limit) {
        Values values =
                after.map(SqlDeclarations::occasion).orElseGet(Values::values).number("limit", limit);
        return sql.list(SqlJobAuditTexts.undeclared(after.isPresent()), values, SqlUndeclared::undeclaredRow);
    }

    @Override
    public List<RefusedRow> mappingRefusals(Optional<NumberedKey> after, int limit) {
        return sql.list(
                SqlJobAuditTexts.refusals(after.isPresent()),
                numbered(after).number("limit", limit),
                row -> new RefusedRow(
                        new NumberedKey(SqlDeclarations.occasionKey(row), row.number("number")),
                        row.time("at"),
                        row.flag("mapped")));
    }

    static Values numbered(Optional<NumberedKey> after) {
        return after.map(last -> SqlDeclarations.occasion(last.key()).number("number", last.number()))
                .orElseGet(Values::values);
    }

    @Override
    public List<StoredEvent> events(long after, int limit) {
        return sql.list(
                SqlJobAuditTexts.EVENTS,
                values().number("after", after).number("limit", limit),
                SqlEvents::storedEvent);
    }

    @Override
    public List<StoredEvent> events(String job, String kind, Instant from, Instant to) {
        return sql.list(
                SqlJobAuditTexts.EVENTS_OF_KIND,
                values().text("job", job)
                        .text("kind", kind)
                        .moment("from", from)
                        .moment("to", to),
                SqlEvents::storedEvent);
    }

    @Override
    public List<StoredEvent> events(String job, String kind, long from, long before) {
        return sql.list(
                SqlJobAuditTexts.EVENTS_FROM,
                values().text("job", job)
                        .text("kind", kind)
                        .number("from", from)
                        .number("before", before),
                SqlEvents::storedEvent);
    }

    @Override
    public Optional<Place> place(long from) {
        return sql.find(
                SqlJobAuditTexts.PLACE,
                values().number("from", from),
                row -> new Place(row.longNumber("seq"), row.time("at")));
    }

    @Override
    public List<UndeclaredRow> undeclared(Collection<OccasionKey> keys) {
        return keys.isEmpty()
                ? List.of()
                : sql.list(SqlJobAuditTexts.UNDECLARED_OF, keys(keys), SqlUndeclared::undeclaredRow);
    }

    @Override
    public Set<OccasionKey> declared(Collection<OccasionKey> keys) {
        return found(SqlJobAuditTexts.DECLARED_OF, keys);
    }

    @Override
    public Set<OccasionKey> occasions(Collection<OccasionKey> keys) {
        return found(SqlJobAuditTexts.OCCASIONS_OF, keys);
    }

    private Set<OccasionKey> found(String text, Collection<OccasionKey> keys) {
        return keys.isEmpty() ? Set.of() : new HashSet<>(sql.list(text, keys(keys), SqlDeclarations::occasionKey));
    }

    private static Values keys(Collection<OccasionKey> keys) {
        return values().texts("jobs", keys.stream().map(OccasionKey::job).toList())
                .texts("tasks", keys.stream().map(OccasionKey::task).toList())
                .texts("occasions", keys.stream().map(OccasionKey::occasion).toList());
    }

    @Override
    public List<SlotRow> slots(Collection<SlotKey> keys) {
        return keys.isEmpty()
                ? List.of()
                : sql.list(SqlJobAuditTexts.SLOTS_OF, SqlAudit.slots(keys), SqlSlots::slotRow);
    }

    @Override
    public List<ListedRow> lists(Optional<String> after, int limit) {
        Values values = values().number("limit", limit);
        after.ifPresent(last -> values.uuid("after", UUID.fromString(last)));
        return sql.list(SqlJobAuditTexts.lists(after.isPresent()), values, SqlJobAudit::listedRow);
    }

    /** The mark may also be that of something else that a run used. */
    private static ListedRow listedRow(Row row) throws SQLException {
        UUID mark = row.uuid("list");
        boolean used = row.optionalText("used_list")
                .filter(list -> Uses.mark(Use.LIST, list).equals(mark))
                .isPresent();
        return new ListedRow(mark.toString(), used);
    }

    @Override
    public List<ContentRow> contents(Optional<String> after, int limit) {
        Values values = values().number("limit", limit);
        after.ifPresent(last -> values.digest("after", last));
        return sql.list(
                SqlJobAuditTexts.contents(after.isPresent()),
                values,
                row -> new ContentRow(row.digest("digest"), row.longNumber("size"), row.longNumber("bytes")));
    }

    @Override
    public void contents(Optional<String> after, String upTo, Consumer<ContentBytes> visitor) {
        Values values = values().digest("upTo", upTo);
        after.ifPresent(last -> values.digest("after", last));
        sql.each(
                SqlJobAuditTexts.bodies(after.isPresent()),
                values,
                row -> new ContentBytes(row.digest("digest"), row.bytes("body")),
                visitor);
    }
}
