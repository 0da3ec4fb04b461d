package dev.avow.operators.quartz;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of {@link QuartzJobOperator}.
 *
 * @param data what the job is given as it is declared
 * @param contents the data that are the path of a declared content
 * @param connectionData the data that are values of the connection, by its keys
 * @param retriable whether a failure is worth another attempt, unless the job says so itself
 * @param all of them, defaults included, as they are declared
 */
record QuartzParameters(
        AdoptedJob job,
        String version,
        JsonObject data,
        SortedMap<String, Source> contents,
        SortedMap<String, String> connectionData,
        boolean retriable,
        JsonObject all) {

    static final String JOB = "job";
    static final String VERSION = "job_version";
    static final String DATA = "data";
    static final String CONTENTS = "contents";
    static final String CONNECTION_DATA = "connection_data";
    static final String FAILURE = "failure";
    static final String RETRIABLE = "retriable";
    static final String PERMANENT = "permanent";

    private static final String ONCE = "Give each key one value";

    static QuartzParameters read(Map<String, AdoptedJob> jobs, JsonObject defined) {
        ParameterReader in = new ParameterReader(QuartzJobOperator.NAME, defined);
        AdoptedJob job = job(in, jobs);
        String version = in.string(VERSION, job.version());
        JsonObject data = data(in);
        SortedMap<String, Source> contents = contents(in, data);
        SortedMap<String, String> connection = connectionData(in, data, contents);
        boolean retriable = in.choice(FAILURE, List.of(RETRIABLE, PERMANENT)).equals(RETRIABLE);
        return new QuartzParameters(job, version, data, contents, connection, retriable, in.done());
    }

    private static AdoptedJob job(ParameterReader in, Map<String, AdoptedJob> jobs) {
        String name = in.string(JOB);
        return Optional.ofNullable(jobs.get(name))
                .orElseThrow(() -> in.bad(
                        JOB,
                        "is '" + name + "', which is not adopted here",
                        "Adopt it, or use " + String.join(" or ", jobs.keySet())));
    }

    private static JsonObject data(ParameterReader in) {
        JsonObject data = object(in, DATA, in.value(DATA, JsonObject.empty()));
        data.members().forEach((key, value) -> {
            if (value instanceof JsonObject || value instanceof JsonArray) {
                String kind = value instanceof JsonObject ? "an object" : "an array";
                throw in.bad(
                        DATA,
                        "has " + kind + " at " + JsonPointer.ROOT.member(DATA).member(key),
                        "Give texts, integers, true or false; a decimal as text");
            }
        });
        return data;
    }

    private static SortedMap<String, Source> contents(ParameterReader in, JsonObject data) {
        TreeMap<String, Source> contents = new TreeMap<>();
        texts(in, CONTENTS, in.value(CONTENTS, JsonObject.empty())).forEach((key, text) -> {
            refuseTwice(in, CONTENTS, key, data.members().containsKey(key));
            contents.put(
                    key,
                    Source.find(text)
                            .orElseThrow(() -> in.bad(
                                    CONTENTS,
                                    "has '" + text + "' at "
                                            + JsonPointer.ROOT.member(CONTENTS).member(key)
                                            + ", which is not a source",
                                    Source.RULE)));
        });
        return contents;
    }

    private static SortedMap<String, String> connectionData(
            ParameterReader in, JsonObject data, Map<String, Source> contents) {
        boolean connected = in.connection().isPresent();
        Optional<JsonValue> given = in.optional(CONNECTION_DATA);
        if (given.isPresent() != connected) {
            String what = connected ? "is missing" : "is given without a connection";
            throw in.bad(CONNECTION_DATA, what, "Give both, or none of the two");
        }
        SortedMap<String, String> keys =
                given.map(value -> texts(in, CONNECTION_DATA, value)).orElseGet(TreeMap::new);
        keys.keySet()
                .forEach(key -> refuseTwice(
                        in, CONNECTION_DATA, key, data.members().containsKey(key) || contents.containsKey(key)));
        return keys;
    }

    private static void refuseTwice(ParameterReader in, String parameter, String key, boolean taken) {
        if (taken) {
            throw in.bad(parameter, "has '" + key + "', which has a value already", ONCE);
        }
    }

    private static SortedMap<String, String> texts(ParameterReader in, String parameter, JsonValue value) {
        TreeMap<String, String> texts = new TreeMap<>();
        object(in, parameter, value).members().forEach((key, member) -> {
            if (!(member instanceof JsonString text)) {
                String where = JsonPointer.ROOT.member(parameter).member(key).toString();
                throw in.bad(parameter, "has no text at " + where, "Give a text");
            }
            texts.put(key, text.value());
        });
        return texts;
    }

    private static JsonObject object(ParameterReader in, String parameter, JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw in.bad(parameter, "is not an object", "Give one, with a value for each key");
    }
}
