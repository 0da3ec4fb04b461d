package dev.avow.console;

import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.Printable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Finds the output of a run that is meant, and refuses one that nobody shall see. */
record ChosenOutput(OpenStore store, Identity identity) {

    /**
     * @throws NotHeldException if there is none, or it is private or erased
     * @throws InputException if it is not clear which one is meant
     */
    OutputView find(OptionalInt number, Optional<String> name) {
        RunDetail run = store.history().run(identity).orElseThrow(() -> store.unknownRun(identity));
        AttemptView attempt = attempt(run.attempts(), number);
        OutputView output = name.map(wanted -> named(attempt, wanted)).orElseGet(() -> only(attempt));
        return switch (output.privacy()) {
            case OPEN -> output;
            case PRIVATE ->
                throw new NotHeldException("Output " + Printable.quoted(output.name()) + " of run " + identity
                        + " is private, and is not shown. Only tasks after it read it.");
            case ERASED ->
                throw new NotHeldException("Output " + Printable.quoted(output.name()) + " of run " + identity
                        + " was private, and is erased. See who did it and why with 'avow show " + identity + "'.");
        };
    }

    private AttemptView attempt(List<AttemptView> attempts, OptionalInt number) {
        if (attempts.isEmpty()) {
            throw new NotHeldException("Run " + identity
                    + " has no attempt, and so no outputs. See why with 'avow show " + identity + "'.");
        }
        int newest = attempts.get(attempts.size() - 1).number();
        int wanted = number.orElse(newest);
        return attempts.stream()
                .filter(attempt -> attempt.number() == wanted)
                .findFirst()
                .orElseThrow(() -> new NotHeldException(
                        "Run " + identity + " has no attempt " + wanted + ". Give --attempt 1 to " + newest + "."));
    }

    private OutputView named(AttemptView attempt, String name) {
        return attempt.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotHeldException("Attempt " + attempt.number() + " of run " + identity
                        + " has no output " + Printable.quoted(name) + ". It has: " + names(attempt) + "."));
    }

    private OutputView only(AttemptView attempt) {
        if (attempt.outputs().isEmpty()) {
            throw new NotHeldException("Attempt " + attempt.number() + " of run " + identity
                    + " has no outputs. See its state with 'avow show " + identity + "'.");
        }
        if (attempt.outputs().size() > 1) {
            throw new InputException("Attempt " + attempt.number() + " of run " + identity
                    + " has more than one output. Give the name of one: " + names(attempt) + ".");
        }
        return attempt.outputs().get(0);
    }

    private static String names(AttemptView attempt) {
        return attempt.outputs().isEmpty()
                ? "none"
                : attempt.outputs().stream()
                        .map(output -> Printable.text(output.name()))
                        .collect(Collectors.joining(", "));
    }
}
