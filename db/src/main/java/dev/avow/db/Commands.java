package dev.avow.db;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What people ask of an engine through the store, and what became of it. One row says who took a command, be it a node
 * or its own caller who withdraws it, so that nobody takes it twice.
 *
 * <p>Unlike elsewhere, times are the database's: caller and engine may be on two machines, whose clocks are never
 * compared.
 */
public interface Commands {

    /**
     * Stores a command, which can be taken for as long as its caller waits.
     *
     * @param wait in whole seconds
     * @throws StoreException if there is one of this id
     */
    void submit(CommandRow command, Duration wait);

    /** Returns commands that nobody has closed, oldest first; among them may be some that cannot be taken any more. */
    List<CommandRow> pending(int limit);

    /**
     * Takes a command for a node.
     *
     * @return false, and nothing changed, if it is taken, withdrawn or expired
     */
    boolean take(String id, String node);

    /**
     * Withdraws a command, so that no node takes it.
     *
     * @return false, and nothing changed, if a node has taken it
     */
    boolean withdraw(String id);

    /**
     * Closes all commands that cannot be taken any more, and deletes their arguments, which may be for few eyes;
     * {@link #pending} does not return them again.
     */
    void close();

    /** Stores the answer to a command that a node has taken. */
    void answer(AnswerRow answer);

    /** Returns what became of a command; empty if nobody has taken or withdrawn it. */
    Optional<FateRow> fate(String id);

    /** Deletes commands, with all that stands for them, that were closed and submitted thirty days ago or earlier. */
    void deleteOld();

    /**
     * A command.
     *
     * @param id made by its caller, at most 40 characters
     * @param arguments canonical JSON
     * @param requestedBy who asks
     * @param dryRun whether only to say what would happen
     */
    record CommandRow(String id, String verb, Bytes arguments, String requestedBy, boolean dryRun) {}

    /**
     * The answer to a command.
     *
     * @param state a code
     * @param body canonical JSON
     */
    record AnswerRow(String id, String state, Bytes body) {}

    /**
     * What became of a command.
     *
     * @param node which took it; empty if it was withdrawn
     * @param answer empty as long as there is none
     */
    record FateRow(Optional<String> node, Optional<AnswerRow> answer) {}
}
