package dev.avow.engine.operator;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.nio.file.Path;
import java.util.List;

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

    /** Returns an empty directory for this attempt alone; it is deleted when the attempt ends. */
    Path workDirectory();
}
