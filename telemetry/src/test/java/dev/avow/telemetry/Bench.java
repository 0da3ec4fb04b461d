package dev.avow.telemetry;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.SettableClock;
import dev.avow.engine.schedule.CatchUp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** An engine that is watched and driven by hand, with an operator {@code chat} and one {@code measure}. */
public final class Bench implements AutoCloseable {

    public static final String PROMPT = "Tell me of the white whale.";

    public final SettableClock clock = SettableClock.at("2026-01-05T02:59:00Z");
    public final ScriptedOperator chat = new ScriptedOperator("chat");
    public final ScriptedOperator measure = new ScriptedOperator("measure");
    public final ManualEngine engine;

    public Bench(Path directory, UnaryOperator<AvowBuilder> telemetry) {
        AvowBuilder builder = Avow.embedded(directory.resolve("store"))
                .operators(chat, measure)
                .grace(Duration.ofMillis(1));
        engine = ManualEngine.of(telemetry.apply(builder), clock).start();
    }

    public static JobBuilder nightly() {
        return job("nightly").schedule(cron("0 0 3 * * ?").catchUp(CatchUp.ALL));
    }

    public static OperatorCall call() {
        return operator("chat").model(Model.unpinned("openai", "gpt-x")).user(PROMPT);
    }

    /** Returns the job of one task that is tried twice, ten seconds apart. */
    public static TaskBuilder retried() {
        return nightly().task("answer", call()).retry(retries(1).backoff(Duration.ofSeconds(10)));
    }

    /** Fails the first attempt after two seconds, and answers in the second one after three. */
    public void failsOnce() {
        chat.does(run -> {
            if (run.attempt() == 1) {
                clock.advance(Duration.ofSeconds(2));
                throw OperatorException.retriable("Model is busy.", new java.net.ConnectException("refused"));
            }
            clock.advance(Duration.ofSeconds(3));
            return answer();
        });
    }

    public static OperatorResult answer() {
        return OperatorResult.success()
                .note("input_tokens", new JsonInteger(12))
                .note("output_tokens", new JsonInteger(34))
                .note("response_model", new JsonString("gpt-x-2026"))
                .note("response_id", new JsonString("answer-7"))
                .note("finish_reason", new JsonString("stop"))
                .output("answer", "text/plain", "It is white.".getBytes(StandardCharsets.UTF_8));
    }

    /** Runs both attempts of the slot of three o'clock, the first one half a minute late. */
    public void fireTwice() {
        engine.fireDueAt("2026-01-05T03:00:30Z");
        engine.fireDueAfter(Duration.ofSeconds(10));
    }

    /** Ends the engine, which tells all that is left. */
    @Override
    public void close() {
        engine.close();
    }
}
