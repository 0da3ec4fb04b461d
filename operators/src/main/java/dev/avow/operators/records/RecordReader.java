package dev.avow.operators.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.Source;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the records of a run into memory, and refuses what a model would cut short or could not work on. */
public final class RecordReader {

    private static final int MAX_ID = 512;
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final RecordParameters parameters;
    private final List<TextRecord> records = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private RecordReader(RecordParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Returns all records of a run, in the order of their sources and lines.
     *
     * @throws OperatorException if there is none or too many of them, one is blank, too long, not of the format, or has no
     *     id or one that another has, or a content is not UTF-8; for good
     * @throws IOException if a content cannot be read
     */
    public static List<TextRecord> read(RecordParameters parameters, DeclaredRun run) throws IOException {
        RecordReader reader = new RecordReader(parameters);
        for (Source source : parameters.contents()) {
            reader.addAll(source, run);
        }
        if (reader.records.isEmpty()) {
            throw bad(parameters.named(), "has no " + parameters.limits().noun(), "Give at least one");
        }
        return reader.records;
    }

    private void addAll(Source source, DeclaredRun run) throws IOException {
        boolean mapped = source.isOfMapped(run.declaration());
        List<Input> contents = source.all(run);
        for (int i = 0; i < contents.size(); i++) {
            String name = mapped ? source + "[" + i + "]" : source.toString();
            String text = text(name, contents.get(i));
            if (parameters.format() == RecordFormat.WHOLE) {
                add(name, name, text, "as a whole");
            } else {
                addLines(name, text);
            }
        }
    }

    private static String text(String source, Input content) throws IOException {
        try {
            return content.text();
        } catch (CharacterCodingException e) {
            throw OperatorException.permanent("Source '" + source + "' is not UTF-8. Give it as UTF-8 text.", e);
        }
    }

    private void addLines(String source, String text) {
        int start = 0;
        for (int number = 1; start < text.length(); number++) {
            int lineFeed = text.indexOf('\n', start);
            int end = lineFeed < 0 ? text.length() : lineFeed;
            boolean carriageReturn = end > start && text.charAt(end - 1) == '\r';
            addLine(source, number, text.substring(start, carriageReturn ? end - 1 : end));
            start = end + 1;
        }
    }

    private void addLine(String source, int number, String line) {
        String place = "in line " + number;
        String byPlace = source + "#" + number;
        if (parameters.format() == RecordFormat.LINES) {
            add(source, byPlace, line, place);
            return;
        }
        JsonNode value = json(source, line, place);
        JsonNode text = value.isObject() ? value.at(parameters.text()) : value;
        if (!text.isTextual()) {
            throw notJson(source, place);
        }
        String id = parameters
                .id()
                .map(pointer -> id(source, value.at(pointer), place))
                .orElse(byPlace);
        add(source, id, text.textValue(), place);
    }

    private JsonNode json(String source, String line, String place) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw notJson(source, place); // why: the line says more than this exception, which may quote the text
        }
    }

    private String id(String source, JsonNode id, String place) {
        String text = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
        if (text.isBlank() || text.length() > MAX_ID) {
            throw bad(
                    source,
                    "has no id at '" + parameters.id().orElseThrow() + "' " + place,
                    "Give a string of 1 to " + MAX_ID + " characters, or an integer");
        }
        return text;
    }

    private void add(String source, String id, String text, String place) {
        String noun = parameters.limits().noun();
        if (records.size() == parameters.maxRecords()) {
            throw bad(
                    parameters.named(),
                    "has more than " + parameters.maxRecords() + " " + noun + "s",
                    "Raise " + parameters.limits().parameter() + ", or give fewer");
        }
        if (text.isBlank()) {
            throw bad(source, "is blank " + place, "Leave blank " + noun + "s out");
        }
        if (text.length() > parameters.maxCharacters()) {
            throw bad(
                    source,
                    "has " + text.length() + " characters " + place + ", which is above " + parameters.maxCharacters(),
                    "Split it, or raise max_characters");
        }
        if (!ids.add(id)) {
            throw bad(source, "has the id of an earlier " + noun + " " + place, "Give each an id of its own");
        }
        records.add(new TextRecord(id, text));
    }

    private OperatorException notJson(String source, String place) {
        return bad(
                source,
                "is not JSON Lines " + place,
                "Give a JSON string, or an object with a string at '" + parameters.text() + "'");
    }

    private static OperatorException bad(String source, String what, String advice) {
        return OperatorException.permanent("Source '" + source + "' " + what + ". " + advice + ".");
    }
}
