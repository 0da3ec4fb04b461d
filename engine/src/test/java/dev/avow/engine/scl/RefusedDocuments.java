package dev.avow.engine.scl;

import static dev.avow.engine.scl.Marked.BLOCK;
import static dev.avow.engine.scl.Marked.HANDLES;
import static dev.avow.engine.scl.Marked.HEADER;

import java.util.Arrays;
import java.util.List;

/**
 * A document for each rule that it breaks, with {@code ^} before the byte that is refused.
 *
 * <p>{@code |} is a line feed, {@code ·} a space, and an octal escape a byte. Texts begin with {@code $H}, the header,
 * {@code $O}, an open handles block, {@code $1}, one with a handle, {@code $A}, all up to the SCL block, or {@code $B}, an
 * open SCL block; {@code $E} is an end.
 */
final class RefusedDocuments {

    /** Section 2. */
    private static final String HEADER_LINES = """
            E101 ^
            E101 ^x
            E101 ^scl:v1||
            E101 SCL^
            E101 SCL:V^2||
            E101 SCL:V1^
            E101 SCL:V1|^
            E101 SCL:V1|^handles·{|
            E101 ^\357\273\277$B}
            E101 ^·$B}
            E101 SCL:V1^·||
            E101 $H^|handles·{|
            """;

    /** Sections 3.1 and 3.2. */
    private static final String HANDLES_BLOCK = """
            E102 $H^
            E102 $H^scl·{|}
            E102 $H^·handles·{|
            E102 $Hhandles·^|
            E102 $H^Handles·{|
            E102 $Hhandles^{|
            E102 $Hhandles·{^
            E102 $Hhandles·{^·|
            E102 $O^}|
            E102 $O^}
            E102 $O^}\t
            E102 $O^|$E
            E102 $O^···|a("b")$E
            E102 $1^|}|scl·{|}
            E102 $1^·|}|scl·{|}
            E102 $1^}·|scl·{|}
            E102 $1^}x|
            E103 $O^
            E103 $1^
            E103 $1}^
            E103 $O··^
            E103 $Oa^
            E103 $Oa(^
            E103 $Oa("^
            E103 $Oa("b^
            E103 $Oa("b"^
            E103 $Oa("b",^
            E103 $Oa("b")^
            """;

    /** Section 3.3. */
    private static final String IDS = """
            E201 $O^1a("b")$E
            E201 $O^("b")$E
            E201 $O^-("b")$E
            E201 $O··^}|
            E201 $Oa^-b("c")$E
            E201 $Oa^·("b")$E
            E201 $Oa^$E
            E201 $O^{|
            E201 $Oa^·{|
            E201 $O^\303\244("b")
            E201 $Oa^\177("b")
            E201 $Oa("b")^·$E
            E201 $Oa("b")^)$E
            E201 $Oa("b")^#$E
            E201 $O^#·a·comment$E
            E201 $Oa^\0("b")
            E201 $Oa("b")^b("c")$E
            """;

    /** Sections 3.4 and 0.5. */
    private static final String TAGS = """
            E202 $Oa(^)$E
            E202 $Oa(^b)$E
            E202 $Oa(^·"b")$E
            E202 $Oa(^$E
            E202 $Oa("b"^·)$E
            E202 $Oa("b",^)$E
            E202 $Oa("b",^·"c")$E
            E202 $Oa("b"^·,"c")$E
            E202 $Oa("b"^"c")$E
            E202 $Oa("b"^$E
            E202 $Oa(^,"b")$E
            E202 $Oa("\\"^")$E
            E202 $Oa("b"^($E
            E001 $Oa("b^|")$E
            E001 $Oa("^\0")$E
            E001 $Oa("^\37")$E
            E001 $Oa("b","^\177")$E
            E001 $Oa("^\t")$E
            E001 $Oa("^\r")$E
            """;

    /** Section 4.1. */
    private static final String BLOCK_LINES = """
            E104 $A^
            E104 $A^|scl·{|}
            E104 $A^·scl·{|}
            E104 $A^handles·{|
            E104 $As^
            E104 $Ascl^{|}
            E104 $Ascl·{^
            E104 $Ascl·{^·|}
            E104 $A^SCL·{|}
            E104 $A^a("b")|
            E104 $Ascl·{^}
            E105 $B^
            """;

    /** Section 4.2, mode A. */
    private static final String QUOTED = """
            E104 $B"a"^·|}
            E104 $B"a"^b|}
            E104 $B"a"^"b"|}
            E104 $B"a"^}
            E104 $B"a"|^b|}
            E104 $B"a"|^|}
            E104 $B"a"|··^|}
            E104 $B"a"|·^}
            E104 $B"a"|}^|
            E104 $B"a"|}^·
            E104 $B"a"|}^x
            E104 $B"a"|}^|}
            E105 $B"^
            E105 $B"a"^
            E105 $B"a"|^
            E105 $B"a"|··^
            E105 $B··"a^
            E001 $B"a^|"|}
            E001 $B"^\0"|}
            E001 $B"^\177"|}
            E001 $B"^\t"|}
            E001 $B"a"^\r|}
            E001 $B"a"|^\t"b"|}
            E001 $B"a"|}^\r|
            """;

    /** Section 4.2, mode B. */
    private static final String RAW = """
            E104 $B}^|
            E104 $Ba|}^|
            E104 $Ba|··}^|
            E104 $Ba|}^||
            E104 $B}|}^|
            E104 $B}^·
            E104 $Ba|··}^···
            E104 $Ba|}^·|
            E104 $Ba|}^··|b|}
            E105 $Ba^
            E105 $Ba|^
            E105 $Ba}^
            E105 $B}|a^
            E105 $B··^
            E105 $Ba|}|·^
            E105 $B}}^
            E105 $Ba|}x^
            E105 $Ba}|^
            E105 $B||^
            E001 $B^\t|}
            E001 $Ba^\r|}
            E001 $B}^\r|
            E001 $Ba|}·^\t|}
            E001 $B}|^\r
            """;

    /** Sections 0.2 to 0.4 and 0.6: before other codes at one byte, and after those at an earlier one. */
    private static final String ENCODING = """
            E001 ^\t
            E001 ^\377
            E001 SCL:V1^\r|\r|
            E001 $H^\thandles·{|
            E001 $O^\ta("b")$E
            E001 $1}^\r|
            E001 $Oa^\t
            E001 $Oa(^\t"b")
            E001 $Oa("b")^\r|
            E001 $A^\t
            E001 $O^\377
            E001 $Oa("^\303")
            E001 $Ascl·{^\r|}
            E001 $Oa("b"^\200
            E001 $Ba^\200|}
            E001 $Ba^\300\200|}
            E001 $Ba^\301\277|}
            E001 $Ba^\340\237\277|}
            E001 $Ba^\355\240\200|}
            E001 $Ba^\360\217\277\277|}
            E001 $Ba^\364\220\200\200|}
            E001 $Ba^\365\200\200\200|}
            E001 $Ba^\342\202|}
            E001 $Ba^\342\202
            E001 $Ba^\360\237\230
            E001 $Ba^\303\303\244|}
            E001 $Ba^\342\202\303\244|}
            E001 $Ba\303\244^\244|}
            E001 $Ba^\360\237\230A|}
            E101 SCL:V^2\t\377
            E102 $H^x\t
            E201 $O^1\377
            E202 $Oa(^)\r
            E104 $B"a"^·\t|}
            E104 $Ba|}^·|\t}
            """;

    private RefusedDocuments() {}

    static List<Marked> all() {
        return List.of(HEADER_LINES, HANDLES_BLOCK, IDS, TAGS, BLOCK_LINES, QUOTED, RAW, ENCODING).stream()
                .flatMap(table -> Arrays.stream(table.split("\n")))
                .map(RefusedDocuments::row)
                .toList();
    }

    private static Marked row(String line) {
        String text = line.substring(line.indexOf(' ') + 1)
                .replace("$B", BLOCK)
                .replace("$A", HANDLES)
                .replace("$1", "$Oa(\"b\")\n")
                .replace("$O", HEADER + "handles {\n")
                .replace("$H", HEADER)
                .replace("$E", "\n}\nscl {\n}")
                .replace('|', '\n')
                .replace('\u00b7', ' ');
        return new Marked(SclCode.valueOf(line.substring(0, line.indexOf(' '))), text);
    }
}
