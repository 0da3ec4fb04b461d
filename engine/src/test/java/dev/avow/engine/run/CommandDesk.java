package dev.avow.engine.run;

import dev.avow.db.Bytes;
import dev.avow.db.Commands.AnswerRow;
import dev.avow.db.Commands.CommandRow;
import dev.avow.db.Commands.FateRow;
import dev.avow.db.Store;
import dev.avow.engine.gate.CommandState;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a test gives commands, as the command line does, and reads what was answered. */
final class CommandDesk {

    private final Store store;
    private int submitted;

    CommandDesk(Store store) {
        this.store = store;
    }

    /** Submits a command of ann's and returns its id. */
    String submit(boolean dryRun, String verb, JsonObject arguments) {
        return submit(verb, Bytes.of(CanonicalJson.bytes(arguments)), "ann", dryRun);
    }

    String submit(String verb, Bytes arguments, String by, boolean dryRun) {
        String id = "c" + ++submitted;
        CommandRow command = new CommandRow(id, verb, arguments, by, dryRun);
        store.writeOnly(session -> session.commands().submit(command, Duration.ofHours(1)));
        return id;
    }

    Optional<FateRow> fate(String id) {
        return store.read(session -> session.commands().fate(id));
    }

    Answer answer(String id) {
        AnswerRow row = fate(id).orElseThrow().answer().orElseThrow();
        Fields body = new Fields(CanonicalJson.parseObject(row.body().toArray()));
        List<String> lines = body.array("lines").stream()
                .map(line -> ((JsonString) line).value())
                .toList();
        return new Answer(CommandState.valueOf(row.state()), lines, body.object("data"));
    }

    /** What a command was answered. */
    record Answer(CommandState state, List<String> lines, JsonObject data) {

        String text() {
            return String.join("\n", lines);
        }
    }
}
