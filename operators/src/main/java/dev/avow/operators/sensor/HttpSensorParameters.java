package dev.avow.operators.sensor;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.operators.ParameterReader;
import dev.avow.operators.http.HttpCall;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The parameters of {@link HttpSensorOperator}.
 *
 * @param waiting the statuses that say: not yet
 * @param all of them, defaults included, as they are declared
 */
record HttpSensorParameters(HttpCall call, SortedSet<Integer> waiting, Patience patience, JsonObject all) {

    static final String WAITING = "waiting_statuses";

    private static final JsonValue NOT_FOUND = new JsonArray(List.of(new JsonInteger(404)));

    static HttpSensorParameters read(JsonObject defined) {
        ParameterReader in = new ParameterReader(HttpSensorOperator.NAME, defined);
        return new HttpSensorParameters(HttpCall.readSafe(in), waiting(in), Patience.read(in), in.done());
    }

    private static SortedSet<Integer> waiting(ParameterReader in) {
        TreeSet<Integer> statuses = new TreeSet<>();
        if (in.value(WAITING, NOT_FOUND) instanceof JsonArray array
                && array.values().stream().allMatch(one -> add(statuses, one))) {
            return statuses;
        }
        throw in.bad(WAITING, "is not an array of statuses", "Give different ones from 200 to 599");
    }

    private static boolean add(SortedSet<Integer> statuses, JsonValue one) {
        return one instanceof JsonInteger status
                && status.value() >= 200
                && status.value() <= 599
                && statuses.add((int) status.value());
    }
}
