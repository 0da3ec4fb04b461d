package dev.avow.operators.batch;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.batch.BatchChats.batchChat;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.testing.TestRun;
import java.time.Instant;
import java.util.Map;

/** Calls of the operator on a server of its own, each with the state that a test gives it. */
final class BatchBench implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final Model MODEL = Model.unpinned("openai", "small");
    static final OperatorCall CALL = batchChat(MODEL, "provider", input("questions"));

    private static final BatchChatOperator OPERATOR = new BatchChatOperator();

    final BatchServer server = new BatchServer();
    OperatorCall call = CALL;
    String key = "key-of-tests";

    /** Returns a run that has not begun, with two records. */
    TestRun run() {
        return runWithoutInput().input("questions", "one\ntwo\n");
    }

    TestRun runWithoutInput() {
        return aRun(OPERATOR, call).connection("provider", Map.of("base_url", server.baseUrl(), "api_key", key));
    }

    /** Returns what the first call of a run defers with, before anything is sent. */
    JsonObject begun() throws Exception {
        return state(run().execute());
    }

    /** Calls a run with the state of a call before. */
    OperatorResult call(JsonObject state) throws Exception {
        return run().deferred(state).execute();
    }

    /** Returns the state of a run whose batch is submitted. */
    JsonObject submitted() throws Exception {
        return state(call(begun()));
    }

    static JsonObject state(OperatorResult result) {
        assertThat(result.ending()).as(result.message()).isEqualTo(Ending.DEFERRED);
        return result.deferral().orElseThrow().state();
    }

    @Override
    public void close() {
        server.close();
    }
}
