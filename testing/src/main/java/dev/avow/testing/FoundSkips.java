package dev.avow.testing;

import dev.avow.engine.gate.EventKind;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.History;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds for which occasions a task will never be declared, and why. */
final class FoundSkips {

    private final History history;

    FoundSkips(History history) {
        this.history = history;
    }

    /** Returns why a task was skipped the last time, if it was; empty text if it is only for the tasks before it. */
    Optional<String> newest(String job, String task) {
        return undeclared(job, task)
                .filter(event -> text(event, "reason").equals("SKIPPED"))
                .map(event -> text(event, "detail"))
                .findFirst();
    }

    /** Returns a line for each occasion, newest first, and nothing if there is none. */
    String lines(String job, String task) {
        String lines = undeclared(job, task).map(FoundSkips::line).collect(Collectors.joining());
        return lines.isEmpty() ? "" : "It will not be declared for:" + lines + "\n";
    }

    private Stream<JsonObject> undeclared(String job, String task) {
        return history.events(job, EventKind.UNDECLARED, History.MAX_LIMIT).stream()
                .map(EventView::body)
                .map(body -> CanonicalJson.parseObject(body.getBytes(StandardCharsets.UTF_8)))
                .filter(event -> text(event, "task").equals(task));
    }

    private static String line(JsonObject event) {
        String detail = text(event, "detail");
        return "\n  " + text(event, "occasion") + ", " + text(event, "reason")
                + (detail.isEmpty() ? "" : ": " + detail);
    }

    private static String text(JsonObject event, String name) {
        return event.find(name)
                .map(value -> value instanceof JsonString text ? text.value() : "")
                .orElse("");
    }
}
