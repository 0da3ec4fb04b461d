package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.console.Reply.Outcome;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command that changes something: it says what it will do, asks, and has an engine do it. */
abstract class WritingCommand extends AskingCommand {

    @Option(
            names = {"-y", "--yes"},
            description = "Do it without asking; what will be done is printed all the same.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    WritingCommand(String verb, Outside outside) {
        super(verb, outside);
    }

    /** Returns what shows whether the command was carried out. */
    abstract String look();

    /** Goes on after it was done; returns the exit code. */
    int done(Talk talk, Reply reply, ObjectNode document) {
        return Main.DONE;
    }

    @Override
    final int talk(Talk talk) {
        Reply plan = talk.plan();
        ObjectNode document = talk.document();
        document.set("plan", plan.body());
        if (!user.json() || !plan.isDone()) {
            print(plan);
        }
        if (!plan.isDone() || dryRun) {
            return end(
                    document.put(
                            "state", plan.isDone() ? "PLANNED" : plan.outcome().name()),
                    plan.code());
        }
        if (!yes && !agreed(plan)) {
            return end(document.put("state", "LEFT"), Main.DOES_NOT_HOLD);
        }
        return act(talk, document);
    }

    private int act(Talk talk, ObjectNode document) {
        Reply reply = talk.act();
        document.put("command", reply.id()).put("state", reply.outcome().name()).set("answer", reply.body());
        if (!user.json() || !reply.isDone()) {
            print(reply);
        }
        if (reply.outcome() == Outcome.UNKNOWN) {
            outside.streams().err().println("Look what came of it before you repeat it: " + look());
        }
        int code = reply.isDone() ? done(talk, reply, document) : reply.code();
        return end(document, code);
    }

    private int end(ObjectNode document, int code) {
        if (user.json()) {
            print(document);
        }
        return code;
    }

    private boolean agreed(Reply plan) {
        if (user.json()) {
            plan.lines().forEach(outside.streams().err()::println);
        }
        outside.streams().out().flush();
        Optional<String> answer = outside.person().ask("Do it? [y/N] ");
        if (answer.isEmpty()) {
            throw new InputException(
                    "Nothing was done: this is no terminal where somebody could be asked. Give --yes to do it.");
        }
        String said = answer.get().strip();
        boolean agreed = said.equals("y") || said.equals("Y") || said.equals("yes");
        if (!agreed) {
            outside.streams().err().println("Nothing was done.");
        }
        return agreed;
    }
}
