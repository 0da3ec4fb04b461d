package dev.avow.engine.scl;

import static dev.avow.engine.scl.Marked.BLOCK;
import static dev.avow.engine.scl.Marked.HANDLES;
import static dev.avow.engine.scl.Marked.HEADER;
import static dev.avow.engine.scl.SclCode.E001;
import static dev.avow.engine.scl.SclCode.E101;
import static dev.avow.engine.scl.SclCode.E102;
import static dev.avow.engine.scl.SclCode.E103;
import static dev.avow.engine.scl.SclCode.E104;
import static dev.avow.engine.scl.SclCode.E105;
import static dev.avow.engine.scl.SclCode.E201;
import static dev.avow.engine.scl.SclCode.E202;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A document for each rule that it breaks. */
final class RefusedDocuments {

    private static final String OPEN = HEADER + "handles {\n";
    private static final String ONE = OPEN + "a(\"b\")\n";
    private static final String END = "\n}\nscl {\n}";

    private RefusedDocuments() {}

    static List<Marked> all() {
        return Stream.of(header(), handlesBlock(), ids(), tags(), block(), quoted(), raw(), encoding())
                .flatMap(List::stream)
                .toList();
    }

    static List<Marked> header() {
        return rows(
                E101, "^", "^x", "^scl:v1\n\n", "SCL^", "SCL:V^2\n\n", "SCL:V1^", "SCL:V1\n^", "SCL:V1\n^handles {\n");
    }

    private static List<Marked> headerLines() {
        return rows(E101, "^\u00ef\u00bb\u00bf" + BLOCK + "}", "^ " + BLOCK + "}", "SCL:V1^ \n\n", HEADER + "^\nhandles {\n");
    }

    private static List<Marked> handlesBlock() {
        return join(
                headerLines(),
                rows(E102, HEADER + "^", HEADER + "^scl {\n}", HEADER + "^ handles {\n", HEADER + "handles ^\n"),
                rows(E102, HEADER + "^Handles {\n", HEADER + "handles^{\n", HEADER + "handles {^", HEADER + "handles {^ \n"),
                rows(E102, OPEN + "^}\n", OPEN + "^}", OPEN + "^}\t", OPEN + "^\n" + END, OPEN + "^   \na(\"b\")" + END),
                rows(E102, ONE + "^\n}\nscl {\n}", ONE + "^ \n}\nscl {\n}", ONE + "^} \nscl {\n}", ONE + "^}x\n"),
                rows(E103, OPEN + "^", ONE + "^", ONE + "}^", OPEN + "  ^", OPEN + "a^", OPEN + "a(^", OPEN + "a(\"^"),
                rows(E103, OPEN + "a(\"b^", OPEN + "a(\"b\"^", OPEN + "a(\"b\",^", OPEN + "a(\"b\")^"));
    }

    private static List<Marked> ids() {
        return join(
                rows(E201, OPEN + "^1a(\"b\")" + END, OPEN + "^(\"b\")" + END, OPEN + "^-(\"b\")" + END),
                rows(E201, OPEN + "  ^}\n", OPEN + "a^-b(\"c\")" + END, OPEN + "a^ (\"b\")" + END, OPEN + "a^" + END),
                rows(E201, OPEN + "^{\n", OPEN + "a^ {\n", OPEN + "^\u00c3\u00a4(\"b\")", OPEN + "a^\u007f(\"b\")"),
                rows(E201, OPEN + "a(\"b\")^ " + END, OPEN + "a(\"b\")^)" + END, OPEN + "a(\"b\")^#" + END),
                rows(E201, OPEN + "^# a comment" + END, OPEN + "a^\0(\"b\")", OPEN + "a(\"b\")^b(\"c\")" + END));
    }

    private static List<Marked> tags() {
        return join(
                rows(E202, OPEN + "a(^)" + END, OPEN + "a(^b)" + END, OPEN + "a(^ \"b\")" + END, OPEN + "a(^" + END),
                rows(E202, OPEN + "a(\"b\"^ )" + END, OPEN + "a(\"b\",^)" + END, OPEN + "a(\"b\",^ \"c\")" + END),
                rows(E202, OPEN + "a(\"b\"^ ,\"c\")" + END, OPEN + "a(\"b\"^\"c\")" + END, OPEN + "a(\"b\"^" + END),
                rows(E202, OPEN + "a(^,\"b\")" + END, OPEN + "a(\"\\\"^\")" + END, OPEN + "a(\"b\"^(" + END),
                rows(E001, OPEN + "a(\"b^\n\")" + END, OPEN + "a(\"^\0\")" + END, OPEN + "a(\"^\u001f\")" + END),
                rows(E001, OPEN + "a(\"b\",\"^\u007f\")" + END, OPEN + "a(\"^\t\")" + END, OPEN + "a(\"^\r\")" + END));
    }

    private static List<Marked> block() {
        return join(
                rows(E104, HANDLES + "^", HANDLES + "^\nscl {\n}", HANDLES + "^ scl {\n}", HANDLES + "^handles {\n"),
                rows(E104, HANDLES + "s^", HANDLES + "scl^{\n}", HANDLES + "scl {^", HANDLES + "scl {^ \n}"),
                rows(E104, HANDLES + "^SCL {\n}", HANDLES + "^a(\"b\")\n", HANDLES + "scl {^}"),
                rows(E105, BLOCK + "^"));
    }

    private static List<Marked> quoted() {
        return join(
                rows(E104, BLOCK + "\"a\"^ \n}", BLOCK + "\"a\"^b\n}", BLOCK + "\"a\"^\"b\"\n}", BLOCK + "\"a\"^}"),
                rows(E104, BLOCK + "\"a\"\n^b\n}", BLOCK + "\"a\"\n^\n}", BLOCK + "\"a\"\n  ^\n}", BLOCK + "\"a\"\n ^}"),
                rows(E104, BLOCK + "\"a\"\n}^\n", BLOCK + "\"a\"\n}^ ", BLOCK + "\"a\"\n}^x", BLOCK + "\"a\"\n}^\n}"),
                rows(E105, BLOCK + "\"^", BLOCK + "\"a\"^", BLOCK + "\"a\"\n^", BLOCK + "\"a\"\n  ^", BLOCK + "  \"a^"),
                rows(E001, BLOCK + "\"a^\n\"\n}", BLOCK + "\"^\0\"\n}", BLOCK + "\"^\u007f\"\n}", BLOCK + "\"^\t\"\n}"),
                rows(E001, BLOCK + "\"a\"^\r\n}", BLOCK + "\"a\"\n^\t\"b\"\n}", BLOCK + "\"a\"\n}^\r\n"));
    }

    private static List<Marked> raw() {
        return join(
                rows(E104, BLOCK + "}^\n", BLOCK + "a\n}^\n", BLOCK + "a\n  }^\n", BLOCK + "a\n}^\n\n", BLOCK + "}\n}^\n"),
                rows(E104, BLOCK + "}^ ", BLOCK + "a\n  }^   ", BLOCK + "a\n}^ \n", BLOCK + "a\n}^  \nb\n}"),
                rows(E105, BLOCK + "a^", BLOCK + "a\n^", BLOCK + "a}^", BLOCK + "}\na^", BLOCK + "  ^", BLOCK + "a\n}\n ^"),
                rows(E105, BLOCK + "}}^", BLOCK + "a\n}x^", BLOCK + "a}\n^", BLOCK + "\n\n^"),
                rows(E001, BLOCK + "^\t\n}", BLOCK + "a^\r\n}", BLOCK + "}^\r\n", BLOCK + "a\n} ^\t\n}", BLOCK + "}\n^\r"));
    }

    /** Sections 0.2 to 0.4 and 0.6: before other codes at one byte, and after those at an earlier one. */
    private static List<Marked> encoding() {
        String a = BLOCK + "a";
        return join(
                rows(E001, "^\t", "^\u00ff", "SCL:V1^\r\n\r\n", HEADER + "^\thandles {\n", OPEN + "^\ta(\"b\")" + END),
                rows(E001, ONE + "}^\r\n", OPEN + "a^\t", OPEN + "a(^\t\"b\")", OPEN + "a(\"b\")^\r\n", HANDLES + "^\t"),
                rows(E001, OPEN + "^\u00ff", OPEN + "a(\"^\u00c3\")", HANDLES + "scl {^\r\n}", OPEN + "a(\"b\"^\u0080"),
                rows(E001, a + "^\u0080\n}", a + "^\u00c0\u0080\n}", a + "^\u00c1\u00bf\n}", a + "^\u00e0\u009f\u00bf\n}"),
                rows(E001, a + "^\u00ed\u00a0\u0080\n}", a + "^\u00f0\u008f\u00bf\u00bf\n}", a + "^\u00f4\u0090\u0080\u0080\n}"),
                rows(E001, a + "^\u00f5\u0080\u0080\u0080\n}", a + "^\u00e2\u0082\n}", a + "^\u00e2\u0082", a + "^\u00f0\u009f\u0098"),
                rows(E001, a + "^\u00c3\u00c3\u00a4\n}", a + "\u00c3\u00a4^\u00a4\n}", a + "^\u00f0\u009f\u0098\u0041\n}"),
                rows(E101, "SCL:V^2\t\u00ff"),
                rows(E102, HEADER + "^x\t"),
                rows(E201, OPEN + "^1\u00ff"),
                rows(E202, OPEN + "a(^)\r"),
                rows(E104, BLOCK + "\"a\"^ \t\n}", BLOCK + "a\n}^ \n\t}"));
    }

    private static List<Marked> rows(SclCode code, String... texts) {
        return Arrays.stream(texts).map(text -> new Marked(code, text)).toList();
    }

    @SafeVarargs
    private static List<Marked> join(List<Marked>... lists) {
        return Arrays.stream(lists).flatMap(List::stream).toList();
    }
}
