package dev.avow.engine.verification;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.PromptText.text;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avow.db.Store;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.MappedSource;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FakeOperator;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.Review;
import dev.avow.engine.run.SettableClock;
import dev.avow.engine.schedule.CatchUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A store that has rows of everything that is verified. */
final class Sample {

    private final SettableClock clock = SettableClock.at("2026-01-05T02:59:00Z");
    private final FakeOperator work = FakeOperator.named("work");
    private final FakeOperator poke = FakeOperator.named("poke");
    private final Path tickets;
    private final ManualEngine engine;

    private Sample(Store store, Path directory) {
        this.tickets = directory.resolve("tickets.txt");
        this.engine = ManualEngine.on(store, clock, OperatorSource.of(List.of(work, poke)));
    }

    /** Returns the engine, still open on the store that it filled and closes with itself. */
    static ManualEngine fill(Store store, Path directory) throws IOException {
        Sample sample = new Sample(store, directory);
        sample.work.does(sample::work);
        sample.poke.does(run -> OperatorResult.defer(
                run.now().plus(Duration.ofDays(90)),
                JsonObject.builder().put("poke", 1).build()));
        sample.engine.start();
        sample.slots();
        sample.requests();
        return sample.engine;
    }

    private OperatorResult work(DeclaredRun run) {
        String task = run.declaration().task();
        if (task.equals("broken")
                || (task.equals("summarise") && work.executed().size() == 1)) {
            return OperatorResult.failure("Nothing came.", true);
        }
        return OperatorResult.success().output("text", "text/plain", (task + " " + run.attempt()).getBytes(UTF_8));
    }

    private void slots() throws IOException {
        Files.writeString(tickets, "tickets");
        engine.avow().register(nightly(5));
        engine.fireDueAt("2026-01-05T03:00:00Z");
        engine.fireDueAfter(Duration.ofHours(1));
        engine.avow().register(nightly(7));
        engine.fireDueAt("2026-01-06T03:00:00Z");
        Files.delete(tickets);
        engine.fireDueAt("2026-01-09T03:00:00Z");
        Files.writeString(tickets, "tickets");
        engine.fireDueAt("2026-01-10T03:00:00Z");
        engine.avow()
                .rerun(engine.avow().history().occasion("nightly", "slot:nightly:2026-01-06T03:00:00Z").stream()
                        .filter(run -> run.task().equals("measure"))
                        .findFirst()
                        .orElseThrow()
                        .identity());
        engine.fireDueAfter(Duration.ofHours(1));
    }

    private Job nightly(int sentences) {
        return job("nightly")
                .schedule("nightly", cron("0 0 3 * * ?").catchUp(CatchUp.LAST))
                .task("summarise", operator("work").parameter("sentences", sentences))
                .keptInput("tickets", InputSource.file(tickets))
                .retry(retries(1))
                .task("measure", operator("work"))
                .after("summarise")
                .build();
    }

    private void requests() {
        engine.avow()
                .register(job("chain")
                        .task("broken", operator("work"))
                        .task("second", operator("work"))
                        .after("broken")
                        .task("alarm", operator("work"))
                        .after("broken")
                        .when(TriggerRule.ONE_FAILED)
                        .build());
        engine.avow()
                .register(job("letters")
                        .param("letter", Param.text().confidential())
                        .task(
                                "answer",
                                operator("work").user(text("{{params.letter}}").confidential()))
                        .privateOutputs()
                        .build());
        engine.avow()
                .register(job("many")
                        .task("first", operator("work"))
                        .task("each", operator("work").user("Read {{mapped.key}}."))
                        .mapped(Elements.of("a", "b"))
                        .after("first")
                        .task("last", operator("work"))
                        .after("each")
                        .build());
        engine.avow()
                .register(job("parts")
                        .task("part", operator("work"))
                        .mapped(Elements.of("x", "y", "z"))
                        .build());
        engine.avow()
                .register(job("torn")
                        .task("tear", operator("work"))
                        .mapped(Elements.of("tickets.txt", "no-such.txt"))
                        .mappedInput("file", MappedSource.in(tickets.getParent()))
                        .build());
        engine.avow().register(job("waits").task("poke", operator("poke")).build());
        engine.avow()
                .register(job("reviewed")
                        .requireApproval(Approval.by("editor"))
                        .task("publish", operator("work"))
                        .build());
        for (String name : List.of("chain", "letters", "many", "parts", "torn", "waits", "reviewed")) {
            trigger(name, "k");
        }
        trigger("letters", "erased");
        engine.fireDue();
        engine.avow()
                .history()
                .runs("reviewed", 1)
                .items()
                .forEach(run -> engine.avow().approve(run.identity(), Review.by("ann", "editor")));
        engine.fireDue();
        trigger("reviewed", "cancelled");
        engine.avow().history().runs("reviewed", 2).items().stream()
                .filter(run -> run.occasion().equals("manual:cancelled"))
                .forEach(run -> engine.avow().cancel(run.identity()));
        redeclare();
        engine.avow().eraseOccasion("letters", "manual:erased", "ann", "asked for");
    }

    private void redeclare() {
        for (int sentences : List.of(5, 7)) {
            engine.avow()
                    .register(job("again")
                            .task("write", operator("work").parameter("sentences", sentences))
                            .build());
            if (sentences == 5) {
                trigger("again", "k");
            }
        }
        engine.avow().redeclare("again", "manual:k");
        engine.fireDue();
    }

    private void trigger(String name, String key) {
        JsonObject params = name.equals("letters")
                ? JsonObject.builder().put("letter", "Dear " + key).build()
                : JsonObject.empty();
        engine.avow().trigger(name, params, ManualRequest.by("ann").key(key));
    }
}
