package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.examples.TopWords.topWords;
import static dev.avow.operators.Source.input;
import static dev.avow.testing.assertions.AvowAssertions.assertThat;
import static dev.avow.testing.assertions.AvowAssertions.assertThatThrownBy;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.testing.ManualAvow;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopWordsTest extends OperatorContract {

    private final TopWords operator = new TopWords();

    @Override
    protected Operator operator() {
        return operator;
    }

    @Override
    protected TestRun aGoodRun() {
        return run("Über the sea, über the land: THE END");
    }

    private TestRun run(String text) {
        return TestRun.aRun(operator, topWords(input("text")).parameter("count", 3))
                .input("text", text);
    }

    @Test
    void counts_words_of_any_script_and_case_and_breaks_ties_by_name() throws Exception {
        OperatorResult result = aGoodRun().execute();

        assertThat(TestRun.text(result, "words")).isEqualTo("the 3\nüber 2\nend 1\n");
        assertThat(result.notes().find("distinct_words")).contains(new JsonInteger(5));
    }

    @Test
    void fails_for_good_without_words() {
        assertThatThrownBy(() -> run("1 2 3").execute())
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isFalse())
                .hasMessage("The text has no words. Give one that has.");
    }

    @Test
    void a_job_calls_it(@TempDir Path directory) throws Exception {
        Path report = Files.writeString(directory.resolve("report.txt"), "The lamp is off. The door is open.");
        Job words = job("words")
                .task("count", topWords(input("report")))
                .input("report", file(report))
                .build();

        try (ManualAvow avow = ManualAvow.inMemory().operators(operator).start()) {
            avow.register(words);
            avow.trigger("words");
            avow.fireDue();

            assertThat(avow.run("words", "count")).hasSucceeded();
        }
    }

    @Test
    void the_page_shows_the_compiled_operator() throws Exception {
        String page = Files.readString(Path.of("../docs/own-operator.md"));
        String source = Files.readString(Path.of("src/main/java/dev/avow/examples/TopWords.java"));

        String snippet =
                page.split("<!-- snippet: TopWords -->\n```java\n", -1)[1].split("```\n", -1)[0];

        assertThat(source).endsWith(snippet);
    }
}
