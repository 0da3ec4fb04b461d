package dev.avow.engine.scl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/scl.md shows. */
class SclPageTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "identity", "v1", "slot-minimal.json");

    @Test
    void the_example_is_what_a_golden_declaration_gives() throws IOException {
        byte[] declaration = Files.readAllBytes(GOLDEN);
        SclDocument document = SclDocument.ofDeclaration(declaration);

        String page = Files.readString(Path.of("..", "docs", "scl.md"), UTF_8);
        Matcher example = Pattern.compile("(?s)```scl\n(.*?)\n```").matcher(page);

        assertThat(example.find()).isTrue();
        assertThat(example.group(1)).isEqualTo(new String(document.toBytes(), UTF_8));
        assertThat(example.group(1).lines().skip(7).findFirst()).contains(new String(declaration, UTF_8));
        assertThat(page)
                .contains("the run `" + Identity.of(declaration) + "`")
                .contains("$ avow scl hash run.scl\n" + document.hash() + "\n")
                .contains("is refused, E104 at " + document.toBytes().length + ": line feed after the final '}'.\n");
    }
}
