package dev.avow.db.internal;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Batches;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Dues.DueRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.SlotRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Batches in SQL: the statements are those of single rows. */
final class SqlBatches implements Batches {

    private final Sql sql;

    SqlBatches(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void declarations(List<DeclarationRow> declarations) {
        insert(SqlDeclarations.INSERT, declarations, SqlDeclarations::values);
    }

    @Override
    public void locators(Map<String, List<LocatorRow>> locators) {
        sql.insertAll(
                SqlDeclarations.INSERT_LOCATOR,
                locators.entrySet().stream()
                        .flatMap(
                                each -> each.getValue().stream().map(row -> SqlDeclarations.values(each.getKey(), row)))
                        .toList());
    }

    @Override
    public void privateValues(Map<String, PrivateRow> rows) {
        insert(
                SqlPrivateValues.INSERT_KEY,
                List.copyOf(rows.entrySet()),
                row -> SqlPrivateValues.key(row.getKey(), row.getValue()));
        sql.insertAll(
                SqlPrivateValues.INSERT_TEXT,
                rows.entrySet().stream()
                        .flatMap(row -> SqlPrivateValues.texts(row.getKey(), row.getValue()).stream())
                        .toList());
    }

    @Override
    public void runs(List<RunRow> runs) {
        insert(SqlRuns.INSERT, runs, SqlRuns::values);
    }

    @Override
    public boolean change(Set<String> expectedStates, Map<String, Standing> to) {
        int[] counts = sql.updateAll(
                SqlRuns.CHANGE,
                to.entrySet().stream()
                        .map(each -> SqlRuns.changed(each.getKey(), expectedStates, each.getValue()))
                        .toList());
        return Arrays.stream(counts).allMatch(count -> count == 1);
    }

    @Override
    public void claims(List<Claim> claims, Instant at) {
        insert(SqlAttempts.CLAIM, claims, claim -> SqlAttempts.claimed(claim, at));
    }

    @Override
    public Set<Claim> end(Map<Claim, Ending> endings) {
        return changed(SqlAttempts.END, endings, SqlAttempts::ended);
    }

    @Override
    public void dues(List<DueRow> dues) {
        insert(SqlDues.INSERT, dues, SqlDues::values);
    }

    @Override
    public void events(List<EventRow> events) {
        insert(SqlEvents.APPEND, events, SqlEvents::values);
    }

    @Override
    public void slots(List<SlotRow> slots) {
        insert(SqlSlots.INSERT_SLOT, slots, SqlSlots::values);
    }

    @Override
    public Set<CursorRow> advance(SortedMap<CursorRow, Instant> to) {
        return changed(SqlSlots.ADVANCE, to, SqlSlots::advanced);
    }

    /** Returns the keys of the values with which a statement changed a row. */
    private <K, V> Set<K> changed(String text, Map<K, V> values, BiFunction<K, V, Values> bound) {
        List<Map.Entry<K, V>> all = List.copyOf(values.entrySet());
        int[] counts = sql.updateAll(
                text,
                all.stream()
                        .map(each -> bound.apply(each.getKey(), each.getValue()))
                        .toList());
        return IntStream.range(0, counts.length)
                .filter(at -> counts[at] == 1)
                .mapToObj(at -> all.get(at).getKey())
                .collect(Collectors.toSet());
    }

    private <T> void insert(String text, List<T> rows, Function<T, Values> values) {
        sql.insertAll(text, rows.stream().map(values).toList());
    }
}
