package dev.avow.console;

import dev.avow.db.Bytes;
import dev.avow.db.Commands.AnswerRow;
import dev.avow.db.Commands.CommandRow;
import dev.avow.db.Commands.FateRow;
import dev.avow.db.Store;
import dev.avow.engine.gate.CommandState;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;

/** Gives commands to the engines of a store, and waits for what they answer. */
final class Desk {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final OpenStore open;
    private final Patience patience;
    private final Duration wait;

    /** @param wait for an engine to take a command, and then as long for its answer */
    Desk(OpenStore open, Patience patience, Duration wait) {
        this.open = open;
        this.patience = patience;
        this.wait = wait;
    }

    /** Returns a text that no other caller has. */
    static String random() {
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Asks an engine what it would do.
     *
     * @throws InputException if no engine runs on the store, or it takes no commands of this user
     */
    Reply plan(String verb, JsonObject arguments, String by) {
        CommandRow command = new CommandRow(random(), verb, bytes(arguments), by, true);
        try {
            refuseWithoutEngine();
            return give(command);
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InputException(
                    "Command cannot be submitted to " + open.shown()
                            + ". Check that an engine runs on it, and that the user of its"
                            + " database may insert into command and command_take." + Failures.lines(e),
                    e);
        }
    }

    private void refuseWithoutEngine() {
        if (open.store().<Boolean>read(session -> session.owners().find().isEmpty())) {
            throw new InputException(
                    "No engine runs on " + open.shown() + ". Start the program that runs it, then try again.");
        }
    }

    /** Has an engine do it; whatever happens on the way, what is known of it is returned. */
    Reply act(String verb, JsonObject arguments, String by) {
        CommandRow command = new CommandRow(random(), verb, bytes(arguments), by, false);
        try {
            return give(command);
        } catch (RuntimeException e) {
            return Reply.of(
                    command.id(),
                    Reply.Outcome.UNKNOWN,
                    "",
                    "The way to the store was lost: what came of the command is not known." + Failures.lines(e));
        }
    }

    private Reply give(CommandRow command) {
        Store store = open.store();
        store.writeOnly(session -> session.commands().submit(command, wait));
        if (await(command.id(), fate -> true).isEmpty()
                && store.<Boolean>write(session -> session.commands().withdraw(command.id()))) {
            return Reply.of(
                    command.id(),
                    Reply.Outcome.WITHDRAWN,
                    "",
                    "No engine took the command within " + wait.toSeconds()
                            + " s, and it is withdrawn: nothing was done."
                            + " Check that the program that runs the store is alive, or give it longer with --wait.");
        }
        Optional<FateRow> fate = await(command.id(), row -> row.answer().isPresent());
        String node = fate.flatMap(FateRow::node).orElse("");
        return fate.flatMap(FateRow::answer)
                .map(answer -> reply(node, answer))
                .orElseGet(() -> Reply.of(
                        command.id(),
                        Reply.Outcome.UNKNOWN,
                        node,
                        "An engine took the command and has not answered within " + wait.toSeconds()
                                + " s: what came of it is not known."));
    }

    /** Looks at a command until its fate is one of these, or the wait is over; returns the fate that was seen last. */
    private Optional<FateRow> await(String id, Predicate<FateRow> enough) {
        long start = patience.nanos();
        Optional<FateRow> fate = fate(id);
        while (fate.filter(enough).isEmpty() && patience.nanos() - start < wait.toNanos()) {
            patience.pause(LOOK);
            fate = fate(id);
        }
        return fate;
    }

    private Optional<FateRow> fate(String id) {
        return open.store().read(session -> session.commands().fate(id));
    }

    private static Reply reply(String node, AnswerRow answer) {
        Reply.Outcome outcome = answer.state().equals(CommandState.DONE.name())
                ? Reply.Outcome.DONE
                : answer.state().equals(CommandState.REFUSED.name()) ? Reply.Outcome.REFUSED : Reply.Outcome.UNKNOWN;
        String text = new String(answer.body().toArray(), StandardCharsets.UTF_8);
        return Json.parse(text)
                .map(body -> new Reply(answer.id(), outcome, node, body))
                .orElseGet(
                        () -> Reply.of(answer.id(), outcome, node, "Answer is no JSON: " + Printable.cut(text, 200)));
    }

    private static Bytes bytes(JsonObject arguments) {
        return Bytes.of(CanonicalJson.bytes(arguments));
    }
}
