package dev.avow.operators.batch;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.batch.BatchChats.batchChat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.testing.ManualAvow;
import java.nio.file.Path;
import java.util.Set;

/** A program that submits a batch, and halts before its engine can store the batch's id. */
final class SubmittingNode {

    private SubmittingNode() {}

    /** Takes the base URL of a batch API and a directory, which has the questions. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[1]);
        try (ManualAvow avow = engine(arguments[0], directory, new Doomed(), "2026-01-05T03:00:00Z")) {
            avow.trigger("answers");
            avow.fireDue();
        }
    }

    /** Starts an engine on the store of the directory, which knows the job. */
    static ManualAvow engine(String baseUrl, Path directory, Operator operator, String now) {
        Job answers = job("answers")
                .task("answer", batchChat(Model.unpinned("openai", "small"), "provider", input("questions")))
                .input("questions", file(directory.resolve("questions")))
                .build();
        return ManualAvow.in(directory.resolve("store"))
                .operators(operator)
                .secret("provider-key", "key-of-tests")
                .connection(Connection.named("provider")
                        .setting("base_url", baseUrl)
                        .secret("api_key", "provider-key"))
                .at(now)
                .start()
                .register(answers);
    }

    /** The operator, whose process ends as by {@code kill -9} once its batch is submitted. */
    private static final class Doomed implements Operator {

        private final BatchChatOperator real = new BatchChatOperator();

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
            if (result.deferral().orElseThrow().state().find("batch").isPresent()) {
                Runtime.getRuntime().halt(137);
            }
            return result;
        }
    }
}
