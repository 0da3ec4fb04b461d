package dev.avow.operators.embedding;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.embedding.Embeddings.embedding;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avow.testing.TestRun;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Lines of progress in the log: by count, so that they are the same each time. */
class EmbeddingProgressTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(EmbeddingOperator.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 1, 2, 2 4 5",
        "4, 1, 2, 2 4",
        "7, 3, 2, 3 6 7",
        "7, 7, 2, 7",
        "2, 1, 2, 2",
        "1, 1, 2, ''",
        "3, 1, 1, 1 2 3"
    })
    void says_how_many_are_done_each_time_that_a_step_is_reached_and_at_the_end(
            int segments, int batchSize, int every, String said) throws Exception {
        TestRun run = aRun(
                        FakeModel.thatAnswers().operator(),
                        embedding(FakeModel.DECLARED, input("text"))
                                .parameter("batch_size", batchSize)
                                .parameter("progress_every", every))
                .input("text", "secret\n".repeat(segments))
                .attempt(3);

        run.execute();

        List<String> expected = Stream.of(said.split(" ", -1))
                .filter(done -> !done.isEmpty())
                .map(done ->
                        "Embedded " + done + " of " + segments + " segments of run " + run.identity() + ", attempt 3")
                .toList();
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).containsExactlyElementsOf(expected);
        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsOnly(levels(expected));
    }

    private static Level[] levels(List<String> lines) {
        return lines.isEmpty() ? new Level[0] : new Level[] {Level.INFO};
    }
}
