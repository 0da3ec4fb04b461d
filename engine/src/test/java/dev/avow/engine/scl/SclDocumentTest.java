package dev.avow.engine.scl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SclDocumentTest {

    private static final List<SclHandle> HANDLES = List.of(new SclHandle("a", List.of("x", "y")));

    static List<Path> declarations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "identity", "v1"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writes_its_canonical_json_with_few_escapes_and_sorted_keys() {
        StringBuilder controls = new StringBuilder();
        for (char c = 0; c < 0x20; c++) {
            controls.append(c == '\t' || c == '\r' ? "" : c);
        }
        SclDocument document = new SclDocument(HANDLES, controls + "\"\\/\u007f\u0080\u2028\ud83d\ude00");

        assertThat(new String(document.canonicalJson(), StandardCharsets.UTF_8)).isEqualTo("""
                        {"handles":[{"id":"a","tags":["x","y"],"type":"Handle"}],"scl":{"content":"\
                        \\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\u0008\\u000a\\u000b\\u000c\\u000e\\u000f\
                        \\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f\
                        \\"\\\\/\u007f\u0080\u2028\ud83d\ude00","hints":[],"refs":[],"type":"SclBlock"},\
                        "type":"Document","version":"SCL:V1"}""");
    }

    @Test
    void its_hash_is_the_sha256_of_the_canonical_json_without_prefix() {
        SclDocument document = new SclDocument(List.of(new SclHandle("job", List.of("a"))), "");

        // by hand: printf '%s' '{"handles":[{"id":"job",...' | sha256sum
        assertThat(document.hash()).hasToString("bb34140b710d2b1c3427fd1d9da2345da043f308b9b61a61d8e47bcb637ff0fe");
        assertThat(document.hash().digest()).isEqualTo(Digest.of(document.canonicalJson()));
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void carries_each_golden_declaration_in_raw_mode_as_one_line_of_its_bytes(Path file) throws IOException {
        byte[] declaration = Files.readAllBytes(file);
        String text = new String(declaration, StandardCharsets.UTF_8);

        SclDocument document = SclDocument.ofDeclaration(declaration);

        assertThat(document.content()).isEqualTo(text);
        assertThat(document.handles()).extracting(SclHandle::id).containsExactly("job", "task");
        assertThat(new String(document.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("SCL:V1\n\nhandles {\njob(\""
                        + document.handles().get(0).tags().get(0) + "\")\ntask(\""
                        + document.handles().get(1).tags().get(0) + "\")\n}\nscl {\n" + text + "\n}");
        assertThat(SclDocument.parse(document.toBytes())).isEqualTo(document);
    }

    @Test
    void carries_any_character_of_a_declaration() {
        String canonical = "{\"job\":\"j\",\"task\":\"t\",\"x\":\"\\t\\r\\n\\u0000\\u001f\u007f\u0080\u2028} \"}";

        SclDocument document = SclDocument.ofDeclaration(canonical.getBytes(StandardCharsets.UTF_8));

        assertThat(document.content()).isEqualTo(canonical);
        assertThat(SclDocument.parse(document.toBytes())).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"job\":\"j\"}",
                "{\"job\":\"j\",\"task\":1}",
                "{\"job\":\"\\\"\",\"task\":\"t\"}",
                "{\"job\":\"j\",\"task\":\"\u007f\"}",
                "{\"job\":\"j\", \"task\":\"t\"}",
                "{\"task\":\"t\",\"job\":\"j\"}",
                "{\"job\":\"j\",\"task\":\"t\"}\n"
            })
    void makes_no_document_of_what_is_no_canonical_declaration(String text) {
        assertThatThrownBy(() -> SclDocument.ofDeclaration(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\r", "\ud800", "} \n\0", "\"\n\"", " \"a\"", "} \n\""})
    void has_no_content_that_neither_mode_can_carry(String content) {
        assertThatThrownBy(() -> new SclDocument(HANDLES, content)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void has_a_handle_with_an_id_and_tags_that_can_be_written() {
        assertThatThrownBy(() -> new SclDocument(List.of(), "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SclHandle("1", List.of("a"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SclHandle("a\n", List.of("a"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SclHandle("a", List.of())).isInstanceOf(IllegalArgumentException.class);
        for (String tag : List.of("\"", "\n", "\u007f", "\0", "\udc00")) {
            assertThatThrownBy(() -> new SclHandle("a", List.of("", tag))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
