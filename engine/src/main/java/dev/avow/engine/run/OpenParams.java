package dev.avow.engine.run;

import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.PrivatePlaces;
import dev.avow.engine.declaration.PrivateValue;
import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The params of an occasion while a declaration is made for it; never stored and never printed.
 *
 * @param open those that are declared in clear
 * @param hidden the texts of the others, by name
 */
record OpenParams(JsonObject open, SortedMap<String, String> hidden) {

    /** Returns an occasion as others may see it: without the params that are not declared in clear. */
    Occasion shown(Occasion occasion) {
        return occasion instanceof Manual manual ? new Manual(manual.request(), open, manual.dataInterval()) : occasion;
    }

    /** Returns an occasion as it is declared. */
    Occasion declared(Occasion occasion, Map<String, Hmac> values) {
        if (!(occasion instanceof Manual manual)) {
            return occasion;
        }
        SortedMap<String, JsonValue> all = new TreeMap<>(open.members());
        hidden.keySet()
                .forEach(name -> all.put(
                        name,
                        new PrivateValue(Objects.requireNonNull(values.get(PrivatePlaces.param(name)))).toJson()));
        return new Manual(manual.request(), JsonObject.of(all), manual.dataInterval());
    }

    /** Returns the texts that are declared as private values, by place: none of a slot, which declares no params. */
    SortedMap<String, String> texts(Occasion occasion) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (occasion instanceof Manual) {
            hidden.forEach((name, text) -> texts.put(PrivatePlaces.param(name), text));
        }
        return texts;
    }

    /** Returns all params in clear. */
    JsonObject all() {
        SortedMap<String, JsonValue> all = new TreeMap<>(open.members());
        hidden.forEach((name, text) -> all.put(name, new JsonString(text)));
        return JsonObject.of(all);
    }

    @Override
    public String toString() {
        return open.members().size() + " params, " + hidden.size() + " private ones";
    }
}
