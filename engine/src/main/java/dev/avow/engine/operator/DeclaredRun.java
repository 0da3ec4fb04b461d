package dev.avow.engine.operator;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One attempt of a run, as its committed declaration says; only the engine and its test kit make one.
 *
 * <p>Towards the outside an attempt happens at least once: use {@link #identity} and {@link #attempt} as an idempotency
 * key.
 */
public interface DeclaredRun {

    Identity identity();

    /** Returns the number of this attempt, from 1. */
    int attempt();

    /** Returns the declaration, read back from its stored bytes, whose digest was checked. */
    Declaration declaration();

    /** Returns the messages of the declared prompt with their texts, also where those are private; none without a prompt. */
    List<ClearMessage> messages();

    /** Returns the declared params of a manual run with their values, also where those are private; none of a slot. */
    JsonObject params();

    /**
     * Returns a declared input, whose bytes were checked against the declared digest.
     *
     * @throws OperatorException if no input of this name is declared
     */
    Input input(String name);

    /**
     * Returns an output of the one run of an upstream task, whose bytes were checked against the declared digest.
     *
     * @throws OperatorException if no such output is declared
     */
    Input upstream(String task, String output);

    /**
     * Returns an output of each run of an upstream task, whose bytes were checked against the declared digests: of a mapped
     * task in the order of its elements. Runs that did not give it are left out.
     */
    List<Input> upstreamAll(String task, String output);

    /**
     * Returns the value that the one run of an upstream task gave.
     *
     * @throws OperatorException if no such output is declared, or it is no such record
     * @throws UncheckedIOException if its copy cannot be read
     */
    default <T extends Record> T upstream(String task, TypedOutput<T> output) {
        return value(upstream(task, output.name()), output);
    }

    /** Returns the values of {@link #upstreamAll(String, String)}; throws as {@link #upstream(String, TypedOutput)}. */
    default <T extends Record> List<T> upstreamAll(String task, TypedOutput<T> output) {
        return upstreamAll(task, output.name()).stream()
                .map(content -> value(content, output))
                .toList();
    }

    private static <T extends Record> T value(Input content, TypedOutput<T> output) {
        try {
            return output.read(content.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the declared connection, with the values of its secrets. Whatever holds one of these values is kept out of
     * messages, notes and outputs; use it, and pass it on to nobody else.
     *
     * @throws OperatorException if no connection is declared
     */
    default OpenConnection connection() {
        throw OperatorException.permanent(
                "No connection is declared. Add it to the task's call with connection(name).");
    }

    /**
     * Returns what the operator deferred this attempt with, if it goes on after {@link OperatorResult#defer}; empty when it
     * begins.
     */
    default Optional<JsonObject> deferred() {
        return Optional.empty();
    }

    /** Returns the present moment by the engine's clock. */
    Instant now();

    /**
     * Returns a directory for this attempt alone, which is empty when it is first asked for; it is deleted when the attempt
     * ends, and when it is deferred. What a killed process leaves of it stays in the engine's folder for such files.
     *
     * @throws java.io.UncheckedIOException if it cannot be made
     * @throws IllegalStateException if the attempt has ended
     */
    Path workDirectory();
}
