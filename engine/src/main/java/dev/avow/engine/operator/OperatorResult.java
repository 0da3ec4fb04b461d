package dev.avow.engine.operator;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How an attempt ended, and what it made; immutable.
 *
 * @param outputs kept by digest before the outcome is recorded
 * @param notes facts about the attempt, such as token counts; recorded, never part of an identity
 */
public record OperatorResult(Ending ending, String message, List<Output> outputs, JsonObject notes) {

    /** How an attempt ended by the operator's own word. */
    public enum Ending {
        SUCCEEDED,
        /** Another attempt may help. */
        FAILED,
        /** Every attempt would fail. */
        FAILED_FOR_GOOD
    }

    public OperatorResult {
        outputs = List.copyOf(outputs);
    }

    /** Returns a success without outputs so far. */
    public static OperatorResult success() {
        return new OperatorResult(Ending.SUCCEEDED, "", List.of(), JsonObject.empty());
    }

    /**
     * Returns a failure, for an operator that has outputs to keep nonetheless.
     *
     * @param retriable whether another attempt may help
     */
    public static OperatorResult failure(String message, boolean retriable) {
        return new OperatorResult(
                retriable ? Ending.FAILED : Ending.FAILED_FOR_GOOD, message, List.of(), JsonObject.empty());
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
     * @param file in the attempt's work directory
     */
    public OperatorResult output(String name, String mediaType, Path file) {
        return with(new FileOutput(name, mediaType, file));
    }

    /** Returns this result with one more note. */
    public OperatorResult note(String name, JsonValue value) {
        TreeMap<String, JsonValue> more = new TreeMap<>(notes.members());
        more.put(name, value);
        return new OperatorResult(ending, message, outputs, new JsonObject(more));
    }

    private OperatorResult with(Output output) {
        if (outputs.stream().anyMatch(other -> other.name().equals(output.name()))) {
            throw OperatorException.permanent(
                    "Output '" + output.name() + "' is given twice. Give each output a name of its own.");
        }
        List<Output> more = new ArrayList<>(outputs);
        more.add(output);
        return new OperatorResult(ending, message, more, notes);
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
