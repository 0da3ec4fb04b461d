package dev.avow.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.identity.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a command.
 *
 * @param node which took it; empty if none did, or that is not known
 * @param body what the engine answered: lines and data
 */
record Reply(String id, Outcome outcome, String node, ObjectNode body) {

    /** How a command ended, as its caller sees it. */
    enum Outcome {
        /** The engine did it, or planned it. */
        DONE,
        /** The engine refused it: nothing was done. */
        REFUSED,
        /** Nobody took it, and it is withdrawn: nothing was done. */
        WITHDRAWN,
        /** Something failed, or no answer came: what was done is not known. */
        UNKNOWN
    }

    static Reply of(String id, Outcome outcome, String node, String line) {
        ObjectNode body = Json.object();
        body.putArray("lines").add(line);
        body.putObject("data");
        return new Reply(id, outcome, node, body);
    }

    boolean isDone() {
        return outcome == Outcome.DONE;
    }

    /** Returns the lines for a person, safe for a terminal. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : body.path("lines")) {
            lines.add(safe(line.asText()));
        }
        return lines;
    }

    /** Lines after the first are set in, so that none seems ours. */
    private static String safe(String text) {
        return text.lines()
                .map(Printable::text)
                .collect(Collectors.joining("\n"))
                .replaceAll("\n(?! )", "\n  ");
    }

    int code() {
        return switch (outcome) {
            case DONE -> Main.DONE;
            case REFUSED, WITHDRAWN -> Main.DOES_NOT_HOLD;
            case UNKNOWN -> Main.NOT_KNOWN;
        };
    }
}
