package dev.avow.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What never leaves the store, and what others wrote and is shown on a page. */
class PrivateExportTest extends ExportContract {

    @Test
    void keeps_private_texts_and_outputs_and_their_digests_in_the_store() throws Exception {
        Identity letter = desk.letter("k");
        String hex = letter.digest().hex();
        Digest answer = Digest.of(Desk.bytes(Desk.ANSWER));
        String secret = desk.store.<String>read(session -> HexFormat.of()
                .formatHex(session.privateValues()
                        .find(letter.toString())
                        .orElseThrow()
                        .key()
                        .toArray()));

        Tree tree = export("out", letter);

        assertThat(Stream.of("Mrs Abel", "t 4711", answer.hex(), secret))
                .allSatisfy(text -> assertThat(tree.with(text)).isEmpty());
        assertThat(tree.text(hex + "/outputs.ndjson"))
                .isEqualTo("{\"attempt\":1,\"mediaType\":\"text/plain\",\"name\":\"text\",\"privacy\":\"PRIVATE\"}\n");
        assertThat(tree.text(hex + "/events.ndjson"))
                .containsPattern("\"kind\":\"OUTCOME\",\"seq\":[0-9]+,\"withheld\":true}\n");
        assertThat(tree.text(hex + "/statement.json"))
                .contains("\"privateValues\":\"HOLDS\"", "\"withheldEvents\":1,\"withheldOutputs\":1}");
        assertThat(tree.text(hex + "/README.md"))
                .contains(
                        "Private texts of the declaration, and their key.",
                        "Private outputs: 1, without digest and size; and the 1 events that have these.");

        Identity after = desk.after("letters", "check");
        Tree next = export("next", after);
        assertThat(next.with(answer.hex())).containsExactly(after.digest().hex() + "/declaration.json");
        assertThat(next.text(after.digest().hex() + "/README.md"))
                .contains("Private outputs of tasks before it. Their digests stand in the declaration.");

        desk.engine.avow().erase(letter, "ann|<b>`", "asked for");
        Tree erased = export("erased", letter);
        assertThat(erased.with("\"ERASED\"")).contains(hex + "/outputs.ndjson", hex + "/statement.json");
        assertThat(erased.text(hex + "/README.md"))
                .contains("they were erased", ", by `ann\\u007C\\u003Cb\\u003E\\u0060`: `asked for`");
    }

    @Test
    void texts_of_others_are_no_markup_on_the_page() throws Exception {
        Identity run = desk.tickets("k");

        String all = export("out", run).text(run.digest().hex() + "/README.md");
        String page =
                all.substring(0, all.indexOf("\n## How to check\n")); // why: below are scripts, and nobody's texts

        assertThat(page).contains("message: `\\u001B[2J\\u202E\\u0060\\u003C/td\\u003E\\u007C\\u003Cscript\\u003Ex");
        assertThat(page).doesNotContain("<").doesNotContain("\u001b").doesNotContain("\u202e");
        assertThat(page.lines().filter(line -> line.startsWith("#"))).noneMatch(line -> line.contains("Signed"));
        assertThat(page.lines()
                        .map(line -> Pattern.compile("`[^`]*`").matcher(line).replaceAll("")))
                .allSatisfy(line -> assertThat(line).doesNotContain("`").doesNotContain("http://ann"));
    }
}
