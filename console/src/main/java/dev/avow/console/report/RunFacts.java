package dev.avow.console.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avow.console.report.RunFact.Denial;
import dev.avow.console.report.RunFact.Tokens;
import dev.avow.console.report.RunFact.Try;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.EventPage;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a report says of runs, and keeps nothing else of them. */
final class RunFacts {

    private final History history;
    private final Instant now;

    RunFacts(History history, Instant now) {
        this.history = history;
        this.now = now;
    }

    RunFact of(RunView view) {
        return history.run(view.identity()).map(this::of).orElseGet(() -> bare(view));
    }

    private RunFact bare(RunView view) {
        Tokens none = new Tokens(OptionalLong.empty(), OptionalLong.empty());
        return new RunFact(view, Mark.of(view, now), Optional.empty(), List.of(), List.of(), none, "", "", Set.of());
    }

    private RunFact of(RunDetail detail) {
        RunView run = detail.run();
        List<EventView> events = events(detail);
        JsonNode declaration = Parsed.json(detail.declaration());
        return new RunFact(
                run,
                Mark.of(run, now),
                detail.attempts().stream().findFirst().map(first -> late(run, first)),
                detail.attempts().stream().map(RunFacts::attempt).toList(),
                denials(events),
                new Tokens(sum(events, "input_tokens"), sum(events, "output_tokens")),
                declaration.at("/responsible/submitter").asText(),
                model(declaration.path("model")),
                after(declaration.at("/context/upstream")));
    }

    private static Set<String> after(JsonNode upstream) {
        Set<String> after = new TreeSet<>();
        upstream.fieldNames().forEachRemaining(after::add);
        return after;
    }

    private static String model(JsonNode model) {
        String provider = model.path("provider").asText();
        String name = model.path("name").asText();
        return provider.isEmpty() || name.isEmpty() ? name : provider + "/" + name;
    }

    private static Duration late(RunView run, AttemptView first) {
        Duration late = Duration.between(run.at(), first.startedAt());
        return late.isNegative() ? Duration.ZERO : late;
    }

    private static Try attempt(AttemptView attempt) {
        Optional<Duration> took = attempt.endedAt().map(end -> Duration.between(attempt.startedAt(), end));
        return new Try(attempt.number(), attempt.state(), took, attempt.message());
    }

    /** All of them: a detail has only the newest. */
    private List<EventView> events(RunDetail detail) {
        List<EventView> all = new ArrayList<>(detail.events());
        EventPage page = detail.newest();
        while (page.earlier() > 0) {
            page = history.events(
                    detail.run().identity(),
                    History.MAX_LIMIT,
                    page.items().get(0).seq());
            all.addAll(0, page.items());
        }
        return all;
    }

    private static List<Denial> denials(List<EventView> events) {
        return events.stream()
                .filter(event -> event.kind().equals(EventKind.DENIED.name()))
                .map(event -> {
                    JsonNode body = Parsed.json(event.body());
                    return new Denial(
                            body.path("reason").asText("UNKNOWN"),
                            event.at(),
                            body.path("message").asText());
                })
                .toList();
    }

    private static OptionalLong sum(List<EventView> events, String note) {
        OptionalLong sum = OptionalLong.empty();
        for (EventView event : events) {
            JsonNode noted = event.kind().equals(EventKind.OUTCOME.name())
                    ? Parsed.json(event.body()).path("notes").path(note)
                    : Parsed.NOTHING;
            if (noted.isIntegralNumber()) {
                sum = OptionalLong.of(sum.orElse(0) + noted.asLong());
            }
        }
        return sum;
    }
}
