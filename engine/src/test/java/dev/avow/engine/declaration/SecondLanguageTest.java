package dev.avow.engine.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.RandomJson;
import dev.avow.engine.identity.Randomly;
import dev.avow.engine.identity.ScrambledJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Node.js, with thirty lines that know nothing of the engine, computes the same identities. */
class SecondLanguageTest {

    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final int BATCH = 1000;
    private static final String SCRIPT = "identity/canonical.mjs";

    @Test
    void node_computes_the_same_identity_of_each_golden_document() throws Exception {
        Tool node = Tool.find("node");
        List<String> arguments = new ArrayList<>(List.of(SCRIPT));
        Golden.all().forEach(golden -> arguments.add(golden.folder() + "/" + golden.name() + ".json"));

        List<String> lines = node.run(RESOURCES, "", arguments);

        assertThat(lines)
                .containsExactlyElementsOf(Golden.all().stream()
                        .map(golden -> golden.digest() + "  " + golden.folder() + "/" + golden.name() + ".json")
                        .toList());
    }

    @Test
    void node_computes_the_same_identity_of_generated_documents_in_any_text() throws Exception {
        Tool node = Tool.find("node");
        List<String> expected = new ArrayList<>();
        StringBuilder texts = new StringBuilder();
        Randomly.times(2000, random -> {
            JsonValue document = document(random);
            expected.add(Digest.of(CanonicalJson.bytes(document)).text());
            texts.append(ScrambledJson.text(document, random)).append('\n');
            if (expected.size() == BATCH) {
                assertSame(node, texts.toString(), expected);
                expected.clear();
                texts.setLength(0);
            }
        });

        assertThat(expected).isEmpty();
    }

    @Test
    void node_computes_the_private_values_of_the_golden_declaration() throws Exception {
        Tool node = Tool.find("node");
        String recipe = "const { createHmac } = require('crypto'); const key = Buffer.from([...Array(32).keys()]);"
                + "for (const text of process.argv.slice(1))"
                + " console.log('hmac-sha256:' + createHmac('sha256', key).update(text, 'utf8').digest('hex'))";
        Golden golden = new Golden("identity/v1", "private-param-and-message");

        List<String> lines = node.run(
                RESOURCES,
                "",
                List.of(
                        "-e",
                        recipe,
                        "Gr\u00fc\u00dfe, my number is 4711.",
                        "Answer this letter: Gr\u00fc\u00dfe, my number is 4711."));

        assertThat(Declaration.parse(golden.bytes()).privateValues())
                .hasToString("{/occasion/params/letter=" + lines.get(0) + ", /prompt/messages/1/content=" + lines.get(1)
                        + "}");
    }

    private static void assertSame(Tool node, String texts, List<String> expected) {
        try {
            List<String> lines = node.run(RESOURCES, texts, List.of(SCRIPT));
            assertThat(lines).as("-Davow.test.seed=%d", Randomly.seed()).containsExactlyElementsOf(expected);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("node cannot run", e);
        }
    }

    private static JsonValue document(Random random) {
        RandomDeclarations declarations = new RandomDeclarations(random);
        return switch (random.nextInt(3)) {
            case 0 -> new RandomJson(random).value(5);
            case 1 -> declarations.spec().toJson();
            default -> declarations.declaration().toJson();
        };
    }
}
