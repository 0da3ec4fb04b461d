package dev.avow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.operator.Secrets;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.SettableClock;
import dev.avow.operators.llama.LlamaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatExampleTest {

    @Test
    void the_page_shows_the_compiled_example() throws Exception {
        String page = Files.readString(Path.of("../docs/operators.md"));
        String source = Files.readString(Path.of("src/main/java/dev/avow/examples/ChatExample.java"));

        String snippet =
                page.split("<!-- snippet: ChatExample -->\n```java\n", -1)[1].split("```\n", -1)[0];

        assertThat(source).isEqualTo("package dev.avow.examples;\n\n" + snippet);
    }

    @Test
    void the_example_asks_a_model(@TempDir Path directory) {
        Secrets secrets = Secrets.of(Map.of("openai-key", "key-of-tests"));
        try (LlamaServer server = LlamaServer.start();
                ManualEngine manual = ManualEngine.of(
                                ChatExample.node(directory, server.baseUrl(), secrets),
                                SettableClock.at("2026-01-05T12:00:00Z"))
                        .start()) {
            manual.avow().register(ChatExample.explain(Model.unpinned("openai", LlamaServer.MODEL)));

            ChatExample.ask(manual.avow(), "congress");
            manual.fireDue();

            assertThat(manual.avow().history().runs("explain", 20).items())
                    .extracting(RunView::state)
                    .containsExactly(RunState.SUCCEEDED);
        }
    }
}
