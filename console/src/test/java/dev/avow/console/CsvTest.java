package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static String written(Cell... cells) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new Csv(out).row(List.of(cells));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> read(String csv) throws IOException {
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(csv))) {
            List<CSVRecord> records = parser.getRecords();
            assertThat(records).hasSize(1);
            return records.get(0).toList();
        }
    }

    @Test
    void ends_lines_as_rfc_4180_says_and_quotes_only_where_it_must() {
        assertThat(written(new Cell.Text("a"), Cell.none(), Cell.of(-5), Cell.of(true), new Cell.Text("sha256:00")))
                .isEqualTo("a,,-5,true,sha256:00\r\n");
    }

    @Test
    void gives_back_quotes_commas_and_other_scripts() throws IOException {
        String text = "say \"hi\", then go; \u00e9 \ud83d\ude00 ";

        assertThat(read(written(new Cell.Text(text), new Cell.Text("\"")))).containsExactly(text, "\"");
    }

    @Test
    void keeps_a_row_on_one_line_and_nothing_that_could_steer_a_terminal() throws IOException {
        String written = written(new Cell.Text("a\r\nb\u001b[2J\u202e\u2028\t\u009b"));

        assertThat(written.lines()).hasSize(1);
        assertThat(read(written)).containsExactly("a\\u000D\\u000Ab\\u001B[2J\\u202E\\u2028\\u0009\\u009B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "-5",
                "@SUM(A1)",
                "=cmd|' /C calc'!A0",
                "=HYPERLINK(\"http://x\",\"y\")",
                "  =1",
                "\u00a0=1",
                "\u200b=1",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff201",
                "\t=1",
                "\tx",
                "\rx",
                "\nx"
            })
    void puts_an_apostrophe_before_a_text_that_could_be_a_formula(String text) throws IOException {
        assertThat(read(written(new Cell.Text("x"), new Cell.Text(text))).get(1))
                .startsWith("'");
    }

    /** A semicolon splits where a spreadsheet is set so; a tab or line end does not, for it is written as an escape. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a;=1+1| a;'=1+1",
                "a;;+1| a;;'+1",
                "a; -1;@x| a;' -1;'@x",
                "a;\"=1\"| a;'\"=1\"",
                "a;\"\"=1| a;'\"\"=1",
                "=1;=2| '=1;'=2",
                "a;\uff1d1;\uff0b1;\uff0d1;\uff201| a;'\uff1d1;'\uff0b1;'\uff0d1;'\uff201",
                "a;\u200b=1| a;'\\u200B=1",
                "a;\u3000=1| a;'\u3000=1",
                "`a;\t=1`| a;'\\u0009=1",
                "`a\t=1`| a\\u0009=1",
                "`a\n=1`| a\\u000A=1",
                "a;b=1;c-2;| a;b=1;c-2;"
            })
    void puts_one_before_what_would_be_a_formula_where_a_cell_is_split(String text, String shown) throws IOException {
        String written = written(new Cell.Text("x"), new Cell.Text(text));

        assertThat(read(written).get(1)).isEqualTo(shown);
        assertThat(written.split(";", -1))
                .noneMatch(cell -> cell.matches("(?s)[\"\\s]*[=+\\-@\uff1d\uff0b\uff0d\uff20].*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "1-2", "'", "sha256:00", "2026-01-05T03:00:00Z", "PT-1S", "{\"a\":1}", "\"=1\""})
    void leaves_other_texts_as_they_are(String text) throws IOException {
        assertThat(read(written(new Cell.Text("x"), new Cell.Text(text)))).containsExactly("x", text);
    }
}
