package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.identity.JsonObject;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that an engine carries out. */
abstract class AskingCommand implements Callable<Integer> {

    final Outside outside;

    @Mixin
    final StoreOptions store;

    @Mixin
    final UserOptions user;

    private final String verb;

    AskingCommand(String verb, Outside outside) {
        this.verb = verb;
        this.outside = outside;
        this.store = new StoreOptions(outside.environment());
        this.user = new UserOptions(outside.environment());
    }

    /** Returns what the engine needs to know. */
    abstract JsonObject arguments();

    /** Looks up in the store what the arguments need. */
    void prepare(OpenStore open) {}

    /** Talks with the engine, and returns the exit code. */
    abstract int talk(Talk talk);

    @Override
    public final Integer call() {
        String by = user.name();
        arguments(); // why: what cannot be is refused before a store is opened
        Desk desk;
        try (OpenStore open = store.command()) {
            prepare(open);
            JsonObject arguments = arguments();
            desk = new Desk(open, outside.patience(), user.patience());
            return talk(new Talk(open, desk, by, arguments));
        }
    }

    /** What is talked about. */
    final class Talk {

        private final OpenStore open;
        private final Desk desk;
        private final String by;
        private final JsonObject arguments;

        private Talk(OpenStore open, Desk desk, String by, JsonObject arguments) {
            this.open = open;
            this.desk = desk;
            this.by = by;
            this.arguments = arguments;
        }

        OpenStore open() {
            return open;
        }

        Reply plan() {
            return desk.plan(verb, arguments, by);
        }

        Reply act() {
            return desk.act(verb, arguments, by);
        }

        ObjectNode document() {
            return Json.object().put("verb", verb).put("by", by);
        }
    }

    final void print(ObjectNode document) {
        outside.streams().out().append(Json.line(document)).append('\n');
    }

    /** Prints what an engine says for a person, to the right place: what was not done is an error. */
    final void print(Reply reply) {
        PrintStream out =
                reply.isDone() ? outside.streams().out() : outside.streams().err();
        outside.streams().out().flush(); // why: a terminal shows both, and what comes last stands last
        reply.lines().forEach(line -> out.append(line).append('\n'));
    }
}
