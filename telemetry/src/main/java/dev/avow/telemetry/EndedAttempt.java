package dev.avow.telemetry;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.RunNotice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An attempt that a notice told the end of.
 *
 * @param notes what its operator noted, as the history has it
 */
public record EndedAttempt(AttemptView attempt, JsonObject notes) {

    /**
     * Returns the attempt that ended with what a notice tells. There is none if the run ended otherwise, such as by a cancel
     * before its next attempt.
     */
    public static Optional<EndedAttempt> of(RunDetail run, RunNotice notice) {
        return run.attempts().stream()
                .filter(attempt -> notice.attempt().isPresent()
                        && attempt.number() == notice.attempt().getAsInt())
                .filter(attempt -> attempt.endedAt().equals(Optional.of(notice.at())))
                .findFirst()
                .map(attempt -> new EndedAttempt(attempt, notes(run, attempt.number())));
    }

    private static JsonObject notes(RunDetail run, int attempt) {
        return run.events().stream()
                .filter(event -> event.kind().equals(EventKind.OUTCOME.name()))
                .filter(event -> event.attempt().orElse(0) == attempt)
                .findFirst()
                .flatMap(EndedAttempt::notes)
                .orElse(JsonObject.empty());
    }

    private static Optional<JsonObject> notes(EventView outcome) {
        return CanonicalJson.parseObject(outcome.body().getBytes(StandardCharsets.UTF_8))
                .find("notes")
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
    }

    /** Returns the declaration of a run, read back from its text. */
    public static Declaration declaration(RunDetail run) {
        return Declaration.parse(run.declaration().getBytes(StandardCharsets.UTF_8));
    }

    public Instant endedAt() {
        return attempt.endedAt().orElseThrow();
    }

    /** Returns how long it took from its claim to its outcome; not below zero, though a clock may have been set back. */
    public Duration duration() {
        Duration took = Duration.between(attempt.startedAt(), endedAt());
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** Returns a note that is an integer. */
    public OptionalLong count(String note) {
        return notes.find(note).orElse(null) instanceof JsonInteger count
                ? OptionalLong.of(count.value())
                : OptionalLong.empty();
    }
}
