package dev.avow.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.identity.Printable;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/**
 * Things of one kind as a table, as JSON and as CSV, of one definition of columns.
 *
 * @param name of the array in JSON
 * @param json makes the object of one of them
 */
record Listing<T>(String name, List<Column<T>> columns, Function<T, ObjectNode> json) {

    Listing {
        columns = List.copyOf(columns);
    }

    /** Returns a listing whose JSON has the columns for its members. */
    static <T> Listing<T> of(String name, List<Column<T>> columns) {
        return new Listing<>(name, columns, row -> flat(columns, row));
    }

    private static <T> ObjectNode flat(List<Column<T>> columns, T row) {
        ObjectNode object = Json.object();
        columns.stream()
                .filter(Column::isInFiles)
                .forEach(column -> column.value().apply(row).into(object, column.name()));
        return object;
    }

    /** Returns JSON's array of them, put into the document. */
    void into(ObjectNode document, List<T> rows) {
        ArrayNode array = document.putArray(name);
        rows.forEach(row -> array.add(json.apply(row)));
    }

    Table table(List<T> rows) {
        List<Column<T>> shown = columns.stream().filter(Column::isInTables).toList();
        Table table = new Table(shown.stream().map(Column::title).toArray(String[]::new));
        rows.forEach(row -> table.row(
                shown.stream().map(column -> column.shown().apply(row)).toArray(String[]::new)));
        return table;
    }

    /** Prints one of them, a column a line. */
    void fields(T row, PrintStream out) {
        int width = columns.stream()
                        .mapToInt(column -> column.name().length())
                        .max()
                        .orElse(0)
                + 2;
        for (Column<T> column : columns) {
            String name = column.isInFiles() ? column.name() : column.title();
            out.append(name
                            + " ".repeat(width - name.length())
                            + Printable.text(column.shown().apply(row)))
                    .append('\n');
        }
    }

    void csv(List<T> rows, PrintStream out) {
        List<Column<T>> kept = columns.stream().filter(Column::isInFiles).toList();
        Csv csv = new Csv(out);
        csv.row(kept.stream().<Cell>map(column -> new Cell.Text(column.name())).toList());
        rows.forEach(row ->
                csv.row(kept.stream().map(column -> column.value().apply(row)).toList()));
    }
}
