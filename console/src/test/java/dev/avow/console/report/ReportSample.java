package dev.avow.console.report;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;

import dev.avow.db.open.Stores;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.history.History;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.SettableClock;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.testing.FakeOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Two weeks of a job that the real engine ran: two changes of a spec, a retry, a failure that leaves a task undeclared, a
 * denial, slots that were skipped, a manual run, and one that is declared ahead.
 */
final class ReportSample implements AutoCloseable {

    static final String JOB = "ticket-digest";

    /** Markup, a terminal's escape, and a turn of the direction of writing. */
    static final String HOSTILE =
            "</td><script>alert(1)</script>\u001b[2J\u202eevil & \"quoted\" 'text'\n<b>second line</b>";

    static final String SUBMITTER = "ann <img src=x onerror=alert(2)>";

    static final String PROMPT = """
            You summarise tickets.
            Be short and plain.
            Use no names of people.
            Answer in English.""";

    static final String CHANGED_PROMPT =
            PROMPT.replace("Be short and plain.", "Be short.\nUse </del> lists & \u202edots.");

    private static final Model TINY = Model.ofVersion("local", "tiny-llm", "3");
    private static final Duration DAY = Duration.ofDays(1);

    final ManualEngine engine;
    private final SettableClock clock = SettableClock.at("2026-01-05T02:50:00Z");
    private final Path tickets;
    private Instant slot = Instant.parse("2026-01-05T03:00:00Z");
    private int calls;

    private ReportSample(Path directory) {
        this.tickets = directory.resolve("tickets.txt");
        FakeOperator collect = FakeOperator.named("collect").does(run -> takes(300 + 170L * (++calls % 5)));
        FakeOperator summarise = FakeOperator.named("summarise").does(this::summarise);
        FakeOperator publish = FakeOperator.named("publish").does(run -> takes(40 + 13L * (calls % 7)));
        this.engine = ManualEngine.on(
                Stores.embedded(directory.resolve("store")),
                clock,
                OperatorSource.of(List.of(collect, summarise, publish)));
    }

    /** Returns it filled; close it. */
    static ReportSample fill(Path directory) throws IOException {
        ReportSample sample = new ReportSample(directory);
        sample.fill();
        return sample;
    }

    History history() {
        return engine.avow().history();
    }

    Instant now() {
        return clock.instant();
    }

    String html() {
        return html(new ReportWindow(Optional.empty(), Optional.empty(), 1000));
    }

    String html(ReportWindow window) {
        return Report.read(history(), JOB, window, now()).html();
    }

    private OperatorResult takes(long millis) {
        clock.advance(Duration.ofMillis(millis));
        return OperatorResult.success();
    }

    private OperatorResult summarise(DeclaredRun run) {
        clock.advance(Duration.ofSeconds(8 + 31L * (calls % 6)));
        if (slot.equals(Instant.parse("2026-01-08T03:00:00Z")) && run.attempt() == 1) {
            throw OperatorException.retriable(HOSTILE);
        }
        if (slot.equals(Instant.parse("2026-01-11T03:00:00Z"))) {
            throw OperatorException.permanent("The provider refused the request: HTTP 400, context too long.");
        }
        return OperatorResult.success()
                .note("input_tokens", new JsonInteger(1000 + 10L * calls))
                .note("output_tokens", new JsonInteger(200));
    }

    private void fill() throws IOException {
        Files.writeString(tickets, "tickets");
        engine.start().avow().register(digest(PROMPT, "0.2"));
        days(4);
        engine.avow().register(digest(CHANGED_PROMPT, "0.2"));
        days(4);
        deniedDay();
        engine.avow().register(digest(CHANGED_PROMPT, "0"));
        slot = slot.plus(DAY.multipliedBy(2)); // why: nobody is there for two days, and these slots are skipped
        days(3);
        engine.avow()
                .trigger(JOB, JsonObject.empty(), ManualRequest.by(SUBMITTER).key("again <now>"));
        engine.fireDue();
    }

    private void days(int count) {
        for (int i = 0; i < count; i++) {
            engine.fireDueAt(slot.toString());
            engine.fireDueAfter(Duration.ofMinutes(2));
            slot = slot.plus(DAY);
        }
    }

    private void deniedDay() throws IOException {
        Files.writeString(tickets, "changed");
        engine.fireDueAt(slot.toString());
        Files.writeString(tickets, "tickets");
        slot = slot.plus(DAY);
    }

    private Job digest(String prompt, String temperature) {
        return job(JOB).schedule(cron("0 0 3 * * ?").catchUp(CatchUp.LAST))
                .declareAhead(Duration.ofHours(24))
                .task("collect", operator("collect"))
                .input("tickets", InputSource.file(tickets))
                .task(
                        "summarise",
                        operator("summarise").model(TINY).system(prompt).decimal("temperature", temperature))
                .after("collect")
                .retry(retries(1))
                .task("publish", operator("publish"))
                .after("summarise")
                .build();
    }

    @Override
    public void close() {
        engine.close();
    }
}
