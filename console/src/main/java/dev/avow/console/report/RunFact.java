package dev.avow.console.report;

import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a report says of one run.
 *
 * @param late from its slot or request to its first attempt; empty if none was made
 * @param denials oldest first
 * @param after the tasks that its declaration names as those before it
 */
record RunFact(
        RunView run,
        Mark mark,
        Optional<Duration> late,
        List<Try> tries,
        List<Denial> denials,
        Tokens tokens,
        String submitter,
        String model,
        Set<String> after) {

    /**
     * An attempt.
     *
     * @param took empty if it has not ended
     * @param message free text
     */
    record Try(int number, AttemptState state, Optional<Duration> took, String message) {}

    /**
     * A denial by the gate.
     *
     * @param message free text
     */
    record Denial(String reason, Instant at, String message) {}

    /** What operators noted of a run's attempts together; empty if none did. */
    record Tokens(OptionalLong in, OptionalLong out) {

        boolean isKnown() {
            return in.isPresent() || out.isPresent();
        }
    }

    /** Returns the anchor of its row. */
    String anchor() {
        return "run-" + run.identity().digest().hex();
    }

    /** Returns it in one line, for what appears beside a mark. */
    String line() {
        String element = run.element().map(e -> "[" + e.index() + "]").orElse("");
        return run.task() + element + ", " + run.at() + ": " + mark.label() + waiting();
    }

    /** Returns for what it waits, in brackets; empty if its mark says so, or it does not wait. */
    String waiting() {
        return run.waiting()
                .filter(why -> why != Waiting.DENIED)
                .map(why ->
                        " (" + why + run.until().map(until -> " until " + until).orElse("") + ")")
                .orElse("");
    }
}
