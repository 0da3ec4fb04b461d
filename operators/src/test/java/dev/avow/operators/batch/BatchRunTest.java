package dev.avow.operators.batch;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.batch.BatchChats.batchChat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.testing.ManualAvow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch in the real engine, from its request to the answers. */
class BatchRunTest {

    @TempDir
    private Path directory;

    private RunDetail answered(Operator operator, BatchServer server) throws Exception {
        Path questions = Files.writeString(directory.resolve("questions"), "one\ntwo\n");
        Job answers = job("answers")
                .task("answer", batchChat(Model.unpinned("openai", "small"), "provider", input("questions")))
                .input("questions", file(questions))
                .build();
        Connection connection = Connection.named("provider")
                .setting("base_url", server.baseUrl())
                .secret("api_key", "provider-key");
        try (ManualAvow avow = ManualAvow.inMemory()
                .operators(operator)
                .secret("provider-key", "key-of-tests")
                .connection(connection)
                .start()) {
            avow.register(answers);
            avow.trigger("answers");
            avow.fireDue();
            assertThat(server.batches()).hasSize(1);
            server.work();
            avow.fireDueAfter(Duration.ofMinutes(1));
            RunDetail run = avow.run("answers", "answer");
            assertThat(avow.output(run, "answers").lines()).hasSize(2);
            return run;
        }
    }

    @Test
    void answers_each_record_as_one_attempt() throws Exception {
        try (BatchServer server = new BatchServer()) {
            RunDetail run = answered(new BatchChatOperator(), server);

            assertThat(run.attempts()).hasSize(1);
        }
    }

    @Test
    void submits_nothing_twice_when_its_submission_is_called_again_with_the_old_state() throws Exception {
        try (BatchServer server = new BatchServer()) {
            RunDetail run = answered(new Forgetful(), server);

            assertThat(run.attempts()).hasSize(1);
            assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(server.batches()).hasSize(1);
        }
    }

    /** The operator, but what its first submission returns never reaches the engine's store. */
    private static final class Forgetful implements Operator {

        private final BatchChatOperator real = new BatchChatOperator();
        private boolean forgot;

        @Override
        public OperatorRef ref() {
            return real.ref();
        }

        @Override
        public Set<Component> needs() {
            return real.needs();
        }

        @Override
        public JsonObject parameters(JsonObject defined) {
            return real.parameters(defined);
        }

        @Override
        public OperatorResult execute(DeclaredRun run) throws Exception {
            OperatorResult result = real.execute(run);
            if (run.deferred().isPresent() && !forgot) {
                forgot = true;
                return OperatorResult.defer(run.now(), run.deferred().get());
            }
            return result;
        }
    }
}
