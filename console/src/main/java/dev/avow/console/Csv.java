package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rows as comma-separated values, in UTF-8 without a byte order mark, safe for a terminal and for a spreadsheet: a row is
 * one line, since controls and line ends in cells are escaped, and a text that a spreadsheet would take for a formula has
 * an apostrophe before it. So has what follows a semicolon within a text, where many spreadsheets split: quotes do not help
 * there, since for them the cell begins before the quote. Numbers that we counted have none.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180, section 2: lines end with CRLF, quotes are doubled</a>
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection: which cells are dangerous</a>
 */
final class Csv {

    /** What begins a formula, also in full width, and also after white space, which some programs strip. */
    private static final Pattern FORMULA =
            Pattern.compile("^(?:[\\t\\r\\n]|[\\p{IsWhite_Space}\\p{Cf}]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20])");

    /** The same after a semicolon, also in quotes, which a split cell may have at its start. */
    private static final Pattern SPLIT =
            Pattern.compile(";(?=[\"\\p{IsWhite_Space}\\p{Cf}]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20])");

    private static final Pattern QUOTED = Pattern.compile("[\",;\\p{IsWhite_Space}]");

    private final PrintStream out;

    Csv(PrintStream out) {
        this.out = out;
    }

    void row(List<Cell> cells) {
        out.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(Cell cell) {
        String safe = Printable.text(cell instanceof Cell.Text ? disarmed(cell.text()) : cell.text());
        return QUOTED.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    private static String disarmed(String text) {
        String split = SPLIT.matcher(text).replaceAll(";'");
        return FORMULA.matcher(text).find() ? "'" + split : split;
    }
}
