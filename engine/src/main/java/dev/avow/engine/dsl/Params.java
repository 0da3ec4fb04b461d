package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The params of a job, and what a run's own ones become with them. */
final class Params {

    private final String job;
    private final SortedMap<String, Param> defined;

    Params(String job, SortedMap<String, Param> defined) {
        this.job = job;
        this.defined = defined;
    }

    /**
     * Returns all params of a run: the given ones, and the defaults of the others.
     *
     * @throws EngineException if one is unknown, missing or bad; its message lists all of those
     */
    JsonObject resolve(JsonObject given) {
        List<String> faults = new ArrayList<>();
        for (String name : given.members().keySet()) {
            if (!defined.containsKey(name)) {
                faults.add(Printable.quoted(name) + " is no param of it; it has "
                        + (defined.isEmpty() ? "none" : String.join(", ", defined.keySet())));
            }
        }
        Map<String, JsonValue> all = new TreeMap<>();
        defined.forEach((name, param) -> given.find(name)
                .or(param::standard)
                .ifPresentOrElse(
                        value -> {
                            param.fault(value).ifPresent(fault -> faults.add("'" + name + "' is " + fault));
                            all.put(name, value);
                        },
                        () -> faults.add("'" + name + "' is missing and has no default")));
        if (!faults.isEmpty()) {
            throw new EngineException("Params of job " + Printable.quoted(job) + " are not valid: "
                    + String.join("; ", faults) + ". Give the params that the job defines.");
        }
        return JsonObject.of(all);
    }

    /** Returns values for texts, each of the type of its param; a name that is no param keeps its text. */
    JsonObject read(Map<String, String> texts) {
        Map<String, JsonValue> values = new TreeMap<>();
        texts.forEach((name, text) ->
                values.put(name, defined.containsKey(name) ? defined.get(name).read(text) : new JsonString(text)));
        return JsonObject.of(values);
    }

    /** Returns the params of a run that is given none. */
    JsonObject defaults() {
        Map<String, JsonValue> all = new TreeMap<>();
        defined.forEach((name, param) -> param.standard().ifPresent(value -> all.put(name, value)));
        return JsonObject.of(all);
    }
}
