package dev.avow.telemetry.metrics;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.run.RunListener;
import dev.avow.engine.run.RunNotice;
import dev.avow.telemetry.EndedAttempt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Turns notices into meters, in the listener's own thread. */
final class MeteringListener implements RunListener {

    private final History history;
    private final MeterRegistry registry;

    MeteringListener(History history, MeterRegistry registry) {
        this.history = history;
        this.registry = registry;
    }

    @Override
    public void declared(RunNotice notice) {
        count("avow.runs.declared", "Runs that were declared", of(notice));
    }

    @Override
    public void denied(RunNotice notice) {
        String reason = notice.reason().map(Reason::name).orElse("");
        count("avow.runs.denied", "Denials by the gate", Tags.of("reason", reason));
    }

    @Override
    public void started(RunNotice notice) {
        if (notice.attempt().orElse(0) == 1) {
            history.run(notice.identity()).ifPresent(run -> time(run, notice));
        }
    }

    /** Whoever redeclares knows that it is late, and a task after others waited for these. */
    private void time(RunDetail run, RunNotice notice) {
        Declaration declaration = EndedAttempt.declaration(run);
        boolean counts =
                run.run().number() == 1 && declaration.context().upstream().isEmpty();
        if (counts && declaration.occasion() instanceof Occasion.Slot slot) {
            Duration late = Duration.between(slot.scheduledFor(), notice.at());
            Timer.builder("avow.lateness")
                    .description("From a slot to the claim of its run's first attempt")
                    .tags(of(notice))
                    .register(registry)
                    .record(late.isNegative() ? Duration.ZERO : late);
        }
    }

    @Override
    public void late(RunNotice notice) {
        count("avow.runs.late", "Runs that started late, or missed their deadline", of(notice));
    }

    @Override
    public void retrying(RunNotice notice) {
        endAttempt(notice);
    }

    @Override
    public void succeeded(RunNotice notice) {
        end(notice);
    }

    @Override
    public void failed(RunNotice notice) {
        end(notice);
    }

    private void end(RunNotice notice) {
        count(
                "avow.runs.ended",
                "Runs that ended",
                of(notice).and("state", notice.state().name()));
        endAttempt(notice);
    }

    private void endAttempt(RunNotice notice) {
        history.run(notice.identity())
                .ifPresent(run -> EndedAttempt.of(run, notice).ifPresent(ended -> measure(run, notice, ended)));
    }

    private void measure(RunDetail run, RunNotice notice, EndedAttempt ended) {
        Timer.builder("avow.attempts.ended")
                .description("Attempts that ended, from claim to outcome")
                .tags(of(notice).and("state", ended.attempt().state().name()))
                .register(registry)
                .record(ended.duration());
        countTokens(run, notice, ended, "input");
        countTokens(run, notice, ended, "output");
    }

    private void countTokens(RunDetail run, RunNotice notice, EndedAttempt ended, String type) {
        ended.count(type + "_tokens").ifPresent(tokens -> {
            String model =
                    EndedAttempt.declaration(run).model().map(Model::name).orElse("");
            Counter.builder("avow.tokens")
                    .description("Tokens that models read and wrote")
                    .baseUnit("tokens")
                    .tags(of(notice).and("model", model, "type", type))
                    .register(registry)
                    .increment((double) tokens);
        });
    }

    private void count(String name, String description, Tags tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment();
    }

    private static Tags of(RunNotice notice) {
        return Tags.of("job", notice.job(), "task", notice.task());
    }
}
