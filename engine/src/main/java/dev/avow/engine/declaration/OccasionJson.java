package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.time.Instant;

/** {@code occasion} as JSON. */
final class OccasionJson {

    private static final String KIND = "kind";
    private static final String SLOT = "slot";
    private static final String MANUAL = "manual";

    private OccasionJson() {}

    static JsonObject write(Occasion occasion) {
        return occasion instanceof Occasion.Slot slot ? slot(slot) : manual((Occasion.Manual) occasion);
    }

    static Occasion read(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        String kind = in.string(KIND);
        return switch (kind) {
            case SLOT -> readSlot(in);
            case MANUAL -> readManual(in);
            default -> throw DeclarationException.at(KIND, Checks.shown(kind) + " is not 'slot' or 'manual'");
        };
    }

    private static JsonObject slot(Occasion.Slot slot) {
        return new ObjectWriter()
                .put(KIND, SLOT)
                .put("schedule", slot.schedule())
                .put("scheduledFor", slot.scheduledFor().toString())
                .put("dataInterval", interval(slot.dataInterval()))
                .build();
    }

    private static Occasion readSlot(ObjectReader in) {
        return in.done(new Occasion.Slot(
                in.string("schedule"),
                in.required("scheduledFor", OccasionJson::instant),
                in.required("dataInterval", OccasionJson::readInterval)));
    }

    private static JsonObject manual(Occasion.Manual manual) {
        return new ObjectWriter()
                .put(KIND, MANUAL)
                .put("request", manual.request())
                .notEmpty("params", manual.params())
                .optional("dataInterval", manual.dataInterval(), OccasionJson::interval)
                .build();
    }

    private static Occasion readManual(ObjectReader in) {
        return in.done(new Occasion.Manual(
                in.string("request"),
                in.optional("params", OccasionJson::params).orElseGet(JsonObject::empty),
                in.optional("dataInterval", OccasionJson::readInterval)));
    }

    private static JsonObject params(JsonValue value) {
        JsonObject params = Values.object(value);
        Values.refuseEmpty(params.isEmpty());
        return params;
    }

    private static JsonObject interval(Occasion.DataInterval interval) {
        return new ObjectWriter()
                .put("start", interval.start().toString())
                .put("end", interval.end().toString())
                .build();
    }

    private static Occasion.DataInterval readInterval(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Occasion.DataInterval(
                in.required("start", OccasionJson::instant), in.required("end", OccasionJson::instant)));
    }

    private static Instant instant(JsonValue value) {
        return Times.instant(Values.string(value));
    }
}
