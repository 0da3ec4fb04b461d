package dev.avow.engine.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/format.md shows and tells to run. */
class FormatPageTest {

    private static final List<String> RECIPES_ALSO_FOR =
            List.of("unicode-names", "unicode-text", "integers", "manual-params-and-interval");

    @TempDir
    private Path folder;

    @Test
    void the_example_has_the_canonical_bytes_and_the_identity_that_are_shown() throws IOException {
        List<String> example = blocks("json");

        Declaration declaration = Declaration.parse(example.get(0).getBytes(StandardCharsets.UTF_8));

        assertThat(new String(declaration.canonicalBytes(), StandardCharsets.UTF_8))
                .isEqualTo(example.get(1));
        assertThat(declaration.identity()).hasToString(blocks("text").get(0));
    }

    @Test
    void the_shell_recipe_gives_the_identity_of_canonical_bytes() throws Exception {
        Tool shell = Tool.find("sh");
        Tool.find("sha256sum");

        for (Golden golden : goldens()) {
            Files.write(folder.resolve("declaration.json"), golden.bytes());
            assertThat(shell.run(folder, "", List.of("-c", blocks("sh").get(0))))
                    .containsExactly(golden.digest());
        }
    }

    @Test
    void the_recipe_in_javascript_gives_the_identity_of_any_text() throws Exception {
        Tool node = Tool.find("node");

        for (Golden golden : goldens()) {
            Files.writeString(folder.resolve("declaration.json"), pretty(golden));
            assertThat(node.run(folder, "", List.of("-e", blocks("js").get(0)))).containsExactly(golden.digest());
        }
    }

    @Test
    void the_recipe_in_python_gives_the_identity_of_any_text() throws Exception {
        Tool python = Tool.find("python3");

        for (Golden golden : goldens()) {
            Files.writeString(folder.resolve("declaration.json"), pretty(golden));
            assertThat(python.run(folder, "", List.of("-c", blocks("python").get(0))))
                    .containsExactly(golden.digest());
        }
    }

    @Test
    void the_table_lists_the_known_parameters() throws IOException {
        Matcher rows = Pattern.compile(
                        "(?m)^\\| `([a-z_]+)` \\| (integer|integer above zero|decimal|array of strings) \\|$")
                .matcher(page());

        List<String> names = new ArrayList<>();
        while (rows.find()) {
            names.add(rows.group(1));
        }

        assertThat(names)
                .containsExactlyElementsOf(Arrays.stream(Parameter.values())
                        .map(Parameter::memberName)
                        .toList());
    }

    @Test
    void the_page_names_the_limits() throws IOException {
        String page = page();

        assertThat(page).contains("| text that is read | " + CanonicalJson.MAX_TEXT_BYTES / (1 << 20) + " MiB |");
        assertThat(page).contains("| canonical bytes | " + CanonicalJson.MAX_CANONICAL_BYTES / (1 << 20) + " MiB;");
        assertThat(page).contains("| nesting | " + CanonicalJson.MAX_DEPTH + ";");
    }

    private static List<Golden> goldens() {
        return Golden.declarations().stream()
                .filter(golden -> RECIPES_ALSO_FOR.contains(golden.name()))
                .toList();
    }

    /** Returns another text of the same document: its members stand in an order that is not the canonical one. */
    private static String pretty(Golden golden) {
        String canonical = new String(golden.bytes(), StandardCharsets.UTF_8);
        String first = "{\"avow\":\"declaration/v1\",";
        return "{\n  " + canonical.substring(first.length(), canonical.length() - 1)
                + ",\n  \"avow\" : \"declaration/v1\" }\n";
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher matcher = Pattern.compile("(?s)```" + language + "\n(.*?)\n```").matcher(page());
        List<String> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "format.md"));
    }
}
