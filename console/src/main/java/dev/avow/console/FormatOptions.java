package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say how a listing is written. */
final class FormatOptions {

    @Option(
            names = "--json",
            description =
                    "One JSON document on one line; what is not there is left out. docs/looking.md has the members.")
    private boolean json;

    @Option(
            names = "--csv",
            description =
                    "Comma-separated values with a header (RFC 4180), a row a line. Controls are escaped, and texts"
                            + " that a spreadsheet would take for a formula have an apostrophe before them.")
    private boolean csv;

    /** @throws InputException if two formats are wanted */
    void requireOne() {
        if (json && csv) {
            throw new InputException("Options --json and --csv exclude each other. Give one of them.");
        }
    }

    boolean json() {
        return json;
    }

    boolean csv() {
        return csv;
    }

    /** Writes a listing; JSON into a document that says already what it is of. */
    <T> void print(Streams streams, Listing<T> listing, List<T> rows, ObjectNode document) {
        if (json()) {
            listing.into(document, rows);
            line(streams, document);
        } else if (csv()) {
            listing.csv(rows, streams.out());
        } else {
            listing.table(rows).printTo(streams.out());
            sayNone(streams, rows);
        }
    }

    /** Says that a list is empty, where a person reads it. */
    void sayNone(Streams streams, List<?> rows) {
        if (rows.isEmpty() && !json() && !csv()) {
            streams.hint("None.");
        }
    }

    /** Writes a listing of which there may be more; where there is, says how to go on. */
    <T> void print(Streams streams, Listing<T> listing, Sheet<T> sheet, ObjectNode document) {
        if (json()) {
            listing.into(document, sheet.rows());
            sheet.next().ifPresent(next -> document.put("next", next));
            line(streams, document);
        } else {
            print(streams, listing, sheet.rows(), document);
            sheet.next().ifPresent(next -> streams.hint("Next page: " + sheet.again(next)));
        }
    }

    private static void line(Streams streams, ObjectNode document) {
        streams.out().append(Json.line(document)).append('\n');
    }
}
