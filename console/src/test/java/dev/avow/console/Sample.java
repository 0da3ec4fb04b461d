package dev.avow.console;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;

import dev.avow.db.Store;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.SettableClock;
import dev.avow.testing.FakeOperator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the real engine left of job {@code nightly}: three slots, of which the first was retried after a hostile message,
 * the second had another spec, and the third was denied since its input had changed. And of job {@code waits}: one run,
 * deferred for the second time.
 */
final class Sample {

    /** Clears the screen, writes from right to left, and starts a line that looks like ours. */
    static final String HOSTILE = "\u001b[2J\u202eevil\u009b1m\nstate       SUCCEEDED";

    /** The run that was denied. */
    static final String DENIED = "sha256:8f3d1305bde37b1909da163242ae9c4247a39eb608c823a0bf704973a0a6f2df";

    /** The run of the second slot, which has another spec. */
    static final String CHANGED = "sha256:697c9f9d194aedc25433dbe60743ded8f7b3e79fd17fa50d72c6de9cfe9bf179";

    /** The run that was retried. */
    static final String RETRIED = "sha256:5f0920eba5434faf3a2102478ea6d57a4a083b36c7c3c58079d1958864b1f8f2";

    /** Its hash in SCL:V1. */
    static final String RETRIED_SCL = "355d78203fcbd5b5c87031f765a5f76b8e46c9a0a11bdcd6760c355637c4466b";

    /** The run after it. */
    static final String DOWNSTREAM = "sha256:ed8d3eb6ae5cbd2e7c3082a0674490f5da2781ae54236075057dd076e229c0dd";

    private static final byte[] SUMMARY = "three open tickets".getBytes(StandardCharsets.UTF_8);

    private final SettableClock clock = SettableClock.at("2026-01-05T02:59:00Z");
    private final Path tickets;

    private Sample(Path directory) {
        this.tickets = directory.resolve("tickets.txt");
    }

    /** Returns the engine, still open on the store that it filled and closes with itself. */
    static ManualEngine fill(Store store, Path directory) throws IOException {
        return new Sample(directory).fill(store);
    }

    private ManualEngine fill(Store store) throws IOException {
        FakeOperator summarise = FakeOperator.named("summarise");
        summarise.does(run -> {
            clock.advance(Duration.ofMillis(1500));
            return summarise.executed().size() == 1
                    ? OperatorResult.failure(HOSTILE, true)
                    : OperatorResult.success().output("summary", "text/plain", SUMMARY);
        });
        FakeOperator poke = FakeOperator.named("poke")
                .does(run -> OperatorResult.defer(run.now().plus(Duration.ofHours(1)), JsonObject.empty()));
        ManualEngine engine = ManualEngine.on(
                store, clock, OperatorSource.of(List.of(summarise, FakeOperator.named("measure"), poke)));
        Files.writeString(tickets, "tickets");
        engine.start().avow().register(nightly(5));
        engine.fireDueAt("2026-01-05T03:00:00Z");
        engine.fireDueAfter(Duration.ofMinutes(1));
        engine.avow().register(nightly(7));
        engine.fireDueAt("2026-01-06T03:00:00Z");
        clock.set("2026-01-07T03:00:00Z");
        engine.declareDue();
        Files.writeString(tickets, "changed");
        engine.executeDue();
        engine.avow().register(job("waits").task("poke", operator("poke")).build());
        engine.avow()
                .trigger("waits", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        engine.executeDue();
        clock.advance(Duration.ofHours(1));
        engine.executeDue();
        return engine;
    }

    private Job nightly(int sentences) {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise").parameter("sentences", sentences))
                .input("tickets", InputSource.file(tickets))
                .retry(retries(1))
                .task("measure", operator("measure"))
                .after("summarise")
                .build();
    }
}
