package dev.avow.operators.records;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How records are written. */
public enum RecordFormat {
    /** Each line is a text. */
    LINES,
    /** Each line is a JSON string, or an object that has the text. */
    JSONL,
    /** A content is one text as a whole. */
    WHOLE;

    /** Returns what stands for the format in a declaration. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> parameters() {
        return Arrays.stream(values()).map(RecordFormat::parameter).toList();
    }

    static RecordFormat of(String parameter) {
        return valueOf(parameter.toUpperCase(Locale.ROOT));
    }
}
