package dev.avow.engine.run;

import dev.avow.db.Bytes;
import dev.avow.db.Commands.AnswerRow;
import dev.avow.engine.gate.CommandState;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import java.util.List;

/**
 * What is said to who gave a command.
 *
 * @param lines for a person
 * @param data the same for a program
 */
record CommandAnswer(List<String> lines, JsonObject data) {

    CommandAnswer {
        lines = lines.stream().map(CommandAnswer::storable).toList();
    }

    static CommandAnswer line(String line) {
        return new CommandAnswer(List.of(line), JsonObject.empty());
    }

    private static String storable(String line) {
        return line.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? Messages.storable(line) : line;
    }

    AnswerRow row(String id, CommandState state) {
        return new AnswerRow(id, state.name(), Bytes.of(body()));
    }

    private byte[] body() {
        try {
            return CanonicalJson.bytes(json(lines, data));
        } catch (JsonRefusedException tooLarge) { // why: what was done is done, however much there is to say of it
            return CanonicalJson.bytes(json(
                    List.of("The answer is above 1 MiB and is left out. Look at the history of the job."),
                    JsonObject.empty()));
        }
    }

    private static JsonObject json(List<String> lines, JsonObject data) {
        return JsonObject.builder()
                .put("lines", JsonArray.ofStrings(lines))
                .put("data", data)
                .build();
    }
}
