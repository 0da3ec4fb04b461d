package dev.avow.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    /** First and last of a range, in hex, and whether what is before and after it is seen. */
    @ParameterizedTest
    @CsvSource({
        "0000, 001F, true",
        "007F, 009F, true",
        "00AD, 00AD, true",
        "034F, 034F, true",
        "061C, 061C, true",
        "115F, 1160, true",
        "17B4, 17B5, true",
        "180B, 180F, true",
        "200B, 200F, true",
        "2028, 202E, true",
        "2060, 206F, true",
        "2800, 2800, true",
        "3164, 3164, true",
        "D800, DFFF, true",
        "FE00, FE0F, true",
        "FEFF, FEFF, true",
        "FFA0, FFA0, true",
        "FFF0, FFFB, true",
        "16FE4, 16FE4, true",
        "1BCA0, 1BCA3, true",
        "1D159, 1D159, true",
        "1D173, 1D17A, true",
        "E0000, E0FFF, true",
        "E0100, E01EF, false"
    })
    void escapes_what_cannot_be_seen(String first, String last, boolean whole) {
        int from = Integer.parseInt(first, 16);
        int to = Integer.parseInt(last, 16);

        for (int c = from; c <= to; c++) {
            assertThat(Printable.text(Character.toString(c))).as("U+%04X", c).isEqualTo(escaped(Character.toString(c)));
        }
        if (whole) {
            assertThat(from == 0 || isShown(from - 1)).isTrue();
            assertThat(isShown(to + 1)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "\u00a0",
                "\u3000",
                "e\u0301",
                "\u0915\u094d",
                "\u1100\u1161",
                "\u2801",
                "\ud83d\ude00",
                "\\u0041"
            })
    void leaves_what_is_seen(String text) {
        assertThat(Printable.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"'\u2764\ufe0f', '\u2764\\uFE0F'", "'a\udb40\udd00b', 'a\\uDB40\\uDD00b'"})
    void escapes_a_selector_beside_what_is_seen(String text, String shown) {
        assertThat(Printable.text(text)).isEqualTo(shown);
        assertThat(Printable.quoted(text)).isEqualTo("'" + shown + "'");
    }

    private static boolean isShown(int codePoint) {
        String text = Character.toString(codePoint);
        return Printable.text(text).equals(text);
    }

    private static String escaped(String text) {
        return text.chars().mapToObj(c -> String.format("\\u%04X", c)).reduce("", String::concat);
    }
}
