package dev.avow.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.History;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;

@SpringBootTest(properties = "avow.store=target/evenings-${random.uuid}")
class EveningsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Autowired
    Avow avow;

    @Autowired
    History history;

    @Test
    void runs_a_job_that_is_a_bean_by_an_operator_that_is_a_bean() {
        Identity identity = avow.trigger("evening", JsonObject.empty(), ManualRequest.by("somebody"))
                .get("part");

        assertThat(awaitEnd(identity)).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void closes_the_engine_with_the_context(@TempDir Path store) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Evenings.class).run("--avow.store=" + store);
        Avow own = context.getBean(Avow.class);

        context.close();

        assertThatThrownBy(own::start).hasMessage("Engine is closed. Build a new one.");
        try (Avow next = Avow.embedded(store).operators(new Farewell()).build()) {
            next.start();
            assertThat(next.history().runs("evening", 10).items()).isEmpty();
        }
    }

    @Test
    void the_manual_shows_the_code_that_is_tested() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/avow/examples/spring/Evenings.java"), UTF_8);
        String shown = source.substring(source.indexOf("// begin") + "// begin".length(), source.indexOf("// end"));

        assertThat(Files.readString(Path.of("../../docs/spring.md"), UTF_8))
                .contains("```java\n" + shown.strip() + "\n```");
    }

    private RunState awaitEnd(Identity identity) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        RunState state;
        do {
            state = history.run(identity).orElseThrow().run().state();
            Thread.onSpinWait();
        } while (!state.isFinal() && System.nanoTime() < deadline);
        return state;
    }
}
