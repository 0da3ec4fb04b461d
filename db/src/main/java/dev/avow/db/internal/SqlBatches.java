package dev.avow.db.internal;

import dev.avow.db.Batches;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Dues.DueRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Slots.SlotRow;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

    private <T> void insert(String text, List<T> rows, Function<T, Values> values) {
        sql.insertAll(text, rows.stream().map(values).toList());
    }
}
