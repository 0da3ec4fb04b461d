package dev.avow.console;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A column of a listing.
 *
 * @param name of the member of JSON and of the column of CSV; empty if only tables have it
 * @param title in a table; empty if tables leave it out
 * @param shown what a table shows; it need not be safe for a terminal
 */
record Column<T>(String name, String title, Function<T, Cell> value, Function<T, String> shown) {

    private static final String NOTHING = "-";

    /** Returns a column that a table shows in full, under its name in capitals. */
    static <T> Column<T> of(String name, Function<T, Cell> value) {
        return new Column<>(name, title(name), value, row -> orNothing(value.apply(row)));
    }

    /** Returns a column of texts or of other values that say themselves what they are. */
    static <T> Column<T> text(String name, Function<T, ?> value) {
        return of(name, row -> Cell.of(value.apply(row)));
    }

    /** Returns a column of texts that are not always there. */
    static <T> Column<T> optional(String name, Function<T, Optional<?>> value) {
        return of(name, row -> Cell.of(value.apply(row)));
    }

    static <T> Column<T> number(String name, ToLongFunction<T> value) {
        return of(name, row -> Cell.of(value.applyAsLong(row)));
    }

    /** Returns a column that only tables have. */
    static <T> Column<T> onlyShown(String title, Function<T, String> shown) {
        return new Column<>("", title, row -> Cell.none(), shown);
    }

    /** Returns this column with something else in tables. */
    Column<T> shown(Function<T, String> other) {
        return new Column<>(name, title, value, other);
    }

    /** Returns this column with another title in tables. */
    Column<T> titled(String other) {
        return new Column<>(name, other, value, shown);
    }

    /** Returns this column for JSON and CSV alone. */
    Column<T> notShown() {
        return titled("");
    }

    boolean isInTables() {
        return !title.isEmpty();
    }

    boolean isInFiles() {
        return !name.isEmpty();
    }

    private static String orNothing(Cell cell) {
        return cell.text().isEmpty() ? NOTHING : cell.text();
    }

    /** Returns {@code DECLARED AT} for {@code declaredAt}. */
    private static String title(String name) {
        return name.replaceAll("(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }
}
