package dev.avow.engine.operator;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an attempt ended, and what it made; immutable.
 *
 * @param outputs kept by digest before the outcome is recorded
 * @param notes facts about the attempt, such as token counts; recorded, never part of an identity
 * @param deferral when and from what the attempt goes on, if it did not end but was deferred
 */
public record OperatorResult(
        Ending ending, String message, List<Output> outputs, JsonObject notes, Optional<Deferral> deferral) {

    /** How an attempt ended by the operator's own word. */
    public enum Ending {
        SUCCEEDED,
        /** Another attempt may help. */
        FAILED,
        /** Every attempt would fail. */
        FAILED_FOR_GOOD,
        /** The attempt goes on later, without a thread until then. */
        DEFERRED
    }

    /**
     * When a deferred attempt goes on.
     *
     * @param until not before this moment
     * @param state what the operator needs then, at most 16 KiB of canonical JSON; it is stored as it stands, so it must
     *     hold no secret
     */
    public record Deferral(Instant until, JsonObject state) {}

    public OperatorResult {
        outputs = List.copyOf(outputs);
    }

    /** Returns a success without outputs so far. */
    public static OperatorResult success() {
        return new OperatorResult(Ending.SUCCEEDED, "", List.of(), JsonObject.empty(), Optional.empty());
    }

    /**
     * Returns a failure, for an operator that has outputs to keep nonetheless.
     *
     * @param retriable whether another attempt may help
     */
    public static OperatorResult failure(String message, boolean retriable) {
        return new OperatorResult(
                retriable ? Ending.FAILED : Ending.FAILED_FOR_GOOD,
                message,
                List.of(),
                JsonObject.empty(),
                Optional.empty());
    }

    /**
     * Returns that the attempt goes on later: its thread ends, its work directory is deleted, and the operator is called
     * again with the same attempt, after the gate has checked all again. Outputs and notes are of the end only: a deferral
     * with either fails the attempt for good.
     *
     * <p>The declared timeout limits each call, and the run's timeout all of them with the waits between; how long an
     * operator waits altogether is for a parameter of its own. The run keeps its seats while it waits, and goes on while
     * its job is paused. Whoever cancels the run ends it without a word to the operator: what that has begun elsewhere goes
     * on there.
     *
     * <p>After its first deferral, an attempt whose node ends is not interrupted, but goes on from the state that it was
     * deferred with last, whatever the policy says of recovery. So an operator that begins something elsewhere does that
     * in two calls: the first defers to {@link DeclaredRun#now} with the key that it will use, such as the identity and the
     * attempt; the second begins it under that key, and defers with what it was given for it. If the node ends between these
     * two, the second call is made again with the same key. Where the other side does not drop what it has under a key, it
     * may be begun twice.
     *
     * @param until not before this moment, and at most 3,660 days from now; take it from {@link DeclaredRun#now}. What is
     *     past means at once
     * @param state what {@link DeclaredRun#deferred} returns then, at most 16 KiB of canonical JSON; it is stored in clear,
     *     and with a secret in it the attempt fails for good
     */
    public static OperatorResult defer(Instant until, JsonObject state) {
        return new OperatorResult(
                Ending.DEFERRED, "", List.of(), JsonObject.empty(), Optional.of(new Deferral(until, state)));
    }

    /** Returns this result with one more output. */
    public OperatorResult output(String name, String mediaType, byte[] content) {
        return with(new BytesOutput(name, mediaType, content.clone()));
    }

    /**
     * Returns this result with a value as one more output.
     *
     * @throws OperatorException if the value cannot be written as JSON
     */
    public <T extends Record> OperatorResult output(TypedOutput<T> output, T value) {
        return output(output.name(), TypedOutput.MEDIA_TYPE, output.write(value));
    }

    /**
     * Returns this result with one more output.
     *
     * @param file a regular file, read when the operator has returned: one in the attempt's work directory, by
     *     {@link DeclaredRun#workDirectory} and its name; a relative path is one of the process
     */
    public OperatorResult output(String name, String mediaType, Path file) {
        return with(new FileOutput(name, mediaType, file));
    }

    /** Returns this result with one more note. */
    public OperatorResult note(String name, JsonValue value) {
        TreeMap<String, JsonValue> more = new TreeMap<>(notes.members());
        more.put(name, value);
        return new OperatorResult(ending, message, outputs, new JsonObject(more), deferral);
    }

    private OperatorResult with(Output output) {
        if (outputs.stream().anyMatch(other -> other.name().equals(output.name()))) {
            throw OperatorException.permanent(
                    "Output '" + output.name() + "' is given twice. Give each output a name of its own.");
        }
        List<Output> more = new ArrayList<>(outputs);
        more.add(output);
        return new OperatorResult(ending, message, more, notes, deferral);
    }

    /** Something that an attempt made; names are as those of inputs, media types as in RFC 6838. */
    public sealed interface Output {

        String name();

        String mediaType();
    }

    /** An output in memory. */
    @SuppressWarnings("ArrayRecordComponent") // why: handed over once, and never compared
    public record BytesOutput(String name, String mediaType, byte[] content) implements Output {}

    /** An output in a file. */
    public record FileOutput(String name, String mediaType, Path file) implements Output {}
}
