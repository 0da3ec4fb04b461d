package dev.avow.testing.assertions;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonString;
import dev.avow.testing.KeptTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a run; a failure shows its state, its attempts and its events. */
public final class RunAssert extends AbstractAssert<RunAssert, RunDetail> {

    RunAssert(RunDetail run) {
        super(run, RunAssert.class);
    }

    /** Holds if the run is declared, no attempt of it was made, and it waits for nothing but its time. */
    public RunAssert isDeclared() {
        return hasState(RunState.DECLARED).check(actual.run().waiting().isEmpty(), "not to wait");
    }

    public RunAssert hasSucceeded() {
        return hasState(RunState.SUCCEEDED);
    }

    public RunAssert hasFailed() {
        return hasState(RunState.FAILED);
    }

    /** Holds if the run has failed, its last attempt with exactly this message. */
    public RunAssert hasFailedWithMessage(String message) {
        return hasFailed().check(lastMessage().equals(message), "to have failed with the message '" + message + "'");
    }

    /** Holds if an attempt failed, and another one will follow. */
    public RunAssert isRetrying() {
        return hasState(RunState.RETRYING);
    }

    public RunAssert hasState(RunState state) {
        return check(actual.run().state() == state, "to be " + state);
    }

    /** Holds if the gate denied the run, and it has not been released since. */
    public RunAssert isDenied() {
        return waitsFor(Waiting.DENIED);
    }

    /**
     * Holds if the gate denied the run's next attempt for this reason, and it waits for that; of {@code NO_OPERATOR} and
     * {@code NO_CONNECTION} too, which it tries again by itself.
     */
    public RunAssert isDenied(Reason reason) {
        boolean waits = actual.run()
                .waiting()
                .filter(wait -> wait == Waiting.DENIED || wait == Waiting.NO_OPERATOR || wait == Waiting.NO_CONNECTION)
                .isPresent();
        return check(waits && lastDenial().equals(Optional.of(reason.name())), "to be denied, " + reason);
    }

    public RunAssert waitsFor(Waiting reason) {
        return check(actual.run().waiting().equals(Optional.of(reason)), "to wait for " + reason);
    }

    public RunAssert hasIdentity(Identity identity) {
        return check(actual.run().identity().equals(identity), "to have the identity " + identity);
    }

    /** @param identity {@code sha256:} and 64 digits */
    public RunAssert hasIdentity(String identity) {
        return hasIdentity(Identity.parse(identity));
    }

    /** @param key as the history shows it, such as {@code slot:default:2026-01-05T03:00:00Z} */
    public RunAssert hasOccasion(String key) {
        return check(actual.run().occasion().equals(key), "to be for the occasion " + key);
    }

    public RunAssert hasAttempts(int count) {
        return check(actual.run().attempts() == count, "to have " + count + " attempts");
    }

    /** Holds if the newest attempt gave an output of this name. */
    public RunAssert hasOutput(String name) {
        return check(
                outputs().stream().anyMatch(output -> output.name().equals(name)), "to have the output '" + name + "'");
    }

    /**
     * Holds if the newest attempt gave an output of this name with exactly this text, in UTF-8. A failure shows the digest
     * that it has, and its text if it is not private and its {@link dev.avow.testing.ManualAvow} is still open.
     */
    public RunAssert hasOutput(String name, String text) {
        hasOutput(name);
        Digest digest = Digest.of(text.getBytes(StandardCharsets.UTF_8));
        for (OutputView output : outputs()) {
            if (output.name().equals(name) && !output.digest().equals(digest)) {
                String shown = KeptTexts.of(actual, output)
                        .map(found -> ", of the text '" + found + "'")
                        .orElse("");
                check(
                        false,
                        "to have the output '" + name + "' with the digest " + digest + ", but its digest is "
                                + output.digest() + shown);
            }
        }
        return this;
    }

    /** Holds if all events of this run came before another one was first claimed. */
    public RunAssert happenedBefore(RunDetail other) {
        long last = actual.events().stream().mapToLong(EventView::seq).max().orElse(Long.MAX_VALUE);
        long first = other.events().stream()
                .filter(event -> event.kind().equals(EventKind.CLAIMED.name()))
                .mapToLong(EventView::seq)
                .min()
                .orElse(Long.MIN_VALUE);
        return check(last < first, "to have happened before " + RunStory.of(other));
    }

    public RunAssert hasParameter(String name, String value) {
        declaration().hasParameter(name, value);
        return this;
    }

    public RunAssert hasParameter(String name, long value) {
        declaration().hasParameter(name, value);
        return this;
    }

    /** As {@link DeclarationAssert#hasModel}. */
    public RunAssert hasModel(String name) {
        declaration().hasModel(name);
        return this;
    }

    public RunAssert hasInput(String name, Digest digest) {
        declaration().hasInput(name, digest);
        return this;
    }

    /** Starts assertions on what the run declares; a failure shows the run too. */
    public DeclarationAssert declaration() {
        Declaration declared = Declaration.parse(actual.declaration().getBytes(StandardCharsets.UTF_8));
        return new DeclarationAssert(declared, "\nIt is declared by " + RunStory.of(actual));
    }

    private Optional<String> lastDenial() {
        return actual.events().stream()
                .filter(event -> event.kind().equals(EventKind.DENIED.name()))
                .reduce((older, newer) -> newer)
                .flatMap(event -> CanonicalJson.parseObject(event.body().getBytes(StandardCharsets.UTF_8))
                        .find("reason"))
                .map(reason -> reason instanceof JsonString text ? text.value() : "");
    }

    private String lastMessage() {
        return newest().map(AttemptView::message).orElse("");
    }

    private List<OutputView> outputs() {
        return newest().map(AttemptView::outputs).orElse(List.of());
    }

    private Optional<AttemptView> newest() {
        return actual.attempts().stream().reduce((older, newer) -> newer);
    }

    private RunAssert check(boolean holds, String expectation) {
        isNotNull();
        if (!holds) {
            failWithMessage("%s", "Expected\n" + RunStory.of(actual) + "\n" + expectation + ".");
        }
        return this;
    }
}
