package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as their widest cell; not for sharing by threads. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    Table(String... titles) {
        widths = new int[titles.length];
        row(titles);
    }

    /** Adds a row of as many cells as there are titles, made safe for a terminal. */
    void row(String... cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String cell = Printable.text(cells[i]);
            widths[i] = Math.max(widths[i], width(cell));
            row.add(cell);
        }
        rows.add(row);
    }

    void printTo(PrintStream out) {
        rows.forEach(row -> out.append(line(row)).append('\n'));
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - width(cell))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
