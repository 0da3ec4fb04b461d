package dev.avow.operators.records;

import com.fasterxml.jackson.core.JsonPointer;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters that say where records are and how they are written, alike for all operators that read them; immutable.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><td>{@code source}</td><td>{@code input:NAME} or {@code upstream:TASK/OUTPUT}, or an array of at least two of them,
 *     which are read one after the other; must be given. An output of a mapped task stands for that of each run</td></tr>
 * <tr><td>{@code format}</td><td>{@code lines}: a text a line (default); {@code jsonl}: a JSON string a line, or an object
 *     that has the text, such as a row of a query; {@code whole}: each content is one text</td></tr>
 * <tr><td>{@code text}</td><td>JSON pointer of the text in an object; {@code /text}</td></tr>
 * <tr><td>{@code id}</td><td>JSON pointer of the record's id in an object, a string or an integer; empty by default: the id
 *     is the source and the line's number, such as {@code input:report#7}</td></tr>
 * <tr><td>{@code max_...s}</td><td>most records of the run, as the operator calls them</td></tr>
 * <tr><td>{@code max_characters}</td><td>of one text, 1 to 1,000,000 UTF-16 code units</td></tr>
 * </table>
 *
 * @param id empty where a record is called by its place
 */
public record RecordParameters(
        List<Source> contents,
        RecordFormat format,
        JsonPointer text,
        Optional<JsonPointer> id,
        int maxRecords,
        int maxCharacters,
        RecordLimits limits) {

    private static final String SOURCE = "source";
    private static final String FORMAT = "format";
    private static final String TEXT = "text";
    private static final String ID = "id";
    private static final String MANY = "Give one source, or an array of at least two different ones";

    /**
     * Reads them.
     *
     * @throws dev.avow.engine.operator.OperatorException if one is missing or bad
     */
    public static RecordParameters read(ParameterReader in, RecordLimits limits) {
        return new RecordParameters(
                sources(in),
                RecordFormat.of(in.choice(FORMAT, RecordFormat.parameters())),
                pointer(in, TEXT, in.string(TEXT, "/text")),
                Optional.of(in.string(ID, "")).filter(id -> !id.isEmpty()).map(id -> pointer(in, ID, id)),
                in.integer(limits.parameter(), limits.records(), 1, limits.most()),
                in.integer("max_characters", limits.characters(), 1, 1_000_000),
                limits);
    }

    /** Returns a call that reads these sources, one after the other, in this format. */
    public static OperatorCall reading(OperatorCall call, RecordFormat format, Source first, Source... more) {
        List<String> all = Stream.concat(Stream.of(first), Stream.of(more))
                .map(Source::toString)
                .toList();
        JsonValue value = all.size() == 1 ? new JsonString(all.get(0)) : JsonArray.ofStrings(all);
        return call.parameter(SOURCE, value).parameter(FORMAT, format.parameter());
    }

    /** Returns what is wrong with a declaration that lacks one of the sources, or empty if it has them. */
    public Optional<String> objection(Declaration declaration) {
        return contents.stream()
                .flatMap(source -> source.objection(declaration).stream())
                .findFirst();
    }

    /** Returns the sources for messages. */
    String named() {
        return contents.stream().map(Source::toString).collect(Collectors.joining(", "));
    }

    private static List<Source> sources(ParameterReader in) {
        if (in.optional(SOURCE).filter(JsonArray.class::isInstance).isEmpty()) {
            return List.of(in.source(SOURCE));
        }
        List<Source> sources = new ArrayList<>();
        for (String text : in.strings(SOURCE)) {
            sources.add(Source.find(text)
                    .orElseThrow(() -> in.bad(SOURCE, "has '" + text + "', which is not a source", Source.RULE)));
        }
        if (sources.size() < 2) {
            throw in.bad(SOURCE, "is an array of one", MANY);
        }
        if (sources.stream().distinct().count() < sources.size()) {
            throw in.bad(SOURCE, "has a source twice", MANY);
        }
        return List.copyOf(sources);
    }

    private static JsonPointer pointer(ParameterReader in, String name, String text) {
        try {
            if (text.startsWith("/")) {
                return JsonPointer.compile(text);
            }
        } catch (IllegalArgumentException e) {
            throw in.bad(name, "is '" + text + "', which is not a JSON pointer", "Give one such as /text");
        }
        throw in.bad(name, "is '" + text + "', which is not a JSON pointer", "Give one such as /text");
    }
}
