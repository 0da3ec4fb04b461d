package dev.avow.engine.scl;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an SCL:V1 document says: the protocol's AST, without how it was written.
 *
 * @param handles at least one, in order
 * @param content the lines of the SCL block, with a line feed between two
 * @see <a href="https://github.com/scl-protocol/scl-spec/blob/main/SPEC_V1.md">SCL:V1, sections 5 and 6</a>
 */
public record SclDocument(List<SclHandle> handles, String content) {

    /** @throws IllegalArgumentException if there is no handle, or neither mode can carry the content */
    public SclDocument {
        handles = List.copyOf(handles);
        if (handles.isEmpty()) {
            throw new IllegalArgumentException("SCL document has no handle. Give it one.");
        }
        if (!SclText.fitsRaw(content) && !SclText.fitsQuotedLines(content)) {
            throw new IllegalArgumentException(
                    "Content fits neither raw nor quoted mode. Leave tabs, CRs and lone surrogates out, and lines that raw"
                            + " mode reads as something else where there are quotes or control characters.");
        }
    }

    /**
     * Reads a document of any size.
     *
     * @throws SclRefusedException at the first failure, with the protocol's code and the byte's offset
     */
    public static SclDocument parse(byte[] bytes) {
        return SclParser.parse(bytes);
    }

    /**
     * Returns the document of a declaration: handles {@code job("NAME")} and {@code task("NAME")}, and the declaration's
     * bytes as its content. Raw mode carries those of every declaration, since canonical JSON is one line that begins with
     * a brace, and has no raw tab or CR.
     *
     * @param canonical a declaration's canonical bytes
     * @throws JsonRefusedException if they are not canonical JSON of an object, or {@code job} or {@code task} is not a
     *     string that quotes can carry
     */
    public static SclDocument ofDeclaration(byte[] canonical) {
        JsonObject declaration = CanonicalJson.parseObject(canonical);
        if (!CanonicalJson.isCanonical(canonical)) {
            throw new JsonRefusedException(JsonPointer.ROOT, "not canonical");
        }
        return new SclDocument(
                List.of(handle(declaration, "job"), handle(declaration, "task")),
                new String(canonical, StandardCharsets.UTF_8));
    }

    private static SclHandle handle(JsonObject declaration, String name) {
        return declaration
                .find(name)
                .map(value -> value instanceof JsonString string ? string.value() : "\n")
                .filter(SclText::fitsQuotes)
                .map(value -> new SclHandle(name, List.of(value)))
                .orElseThrow(() -> new JsonRefusedException(
                        JsonPointer.ROOT.member(name), "not a string without quotes and control characters"));
    }

    /** Returns one text of the document: its content in raw mode where that can carry it, else in quoted mode. */
    public byte[] toBytes() {
        return SclText.of(this).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the canonical JSON of the AST in UTF-8, which is not that of RFC 8785: its escapes differ. */
    public byte[] canonicalJson() {
        return SclJson.of(this).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the document hash, computed anew at each call: the SHA-256 of the canonical JSON. */
    public SclHash hash() {
        return new SclHash(Digest.of(canonicalJson()));
    }
}
