package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import java.time.Instant;
import java.util.Optional;

/** What a job runs for: one slot of a schedule, or one manual request. */
public sealed interface Occasion {

    /** Returns the occasion's key, unique within a job: {@code slot:SCHEDULE:INSTANT} or {@code manual:REQUEST}. */
    String key();

    /** Returns the time span that the occasion's data are from, if it has one. */
    Optional<DataInterval> interval();

    /** Returns the occasion as JSON. */
    default JsonObject toJson() {
        return OccasionJson.write(this);
    }

    /**
     * Reads an occasion.
     *
     * @throws DeclarationException at a member that is unknown, missing, or has a value that the format does not allow
     */
    static Occasion of(JsonObject json) {
        return OccasionJson.read(json);
    }

    /**
     * One slot of a schedule; the same slot whether it is declared on time, caught up or backfilled.
     *
     * @param scheduledFor whole seconds
     * @param dataInterval from the schedule's previous slot, or from {@code scheduledFor} if there is none; ends at
     *     {@code scheduledFor}
     */
    record Slot(String schedule, Instant scheduledFor, DataInterval dataInterval) implements Occasion {

        /** @throws DeclarationException if the schedule has no valid name, or the interval ends at another time */
        public Slot {
            Checks.name("schedule", schedule);
            Checks.instant("scheduledFor", scheduledFor);
            if (!dataInterval.end().equals(scheduledFor)) {
                throw new DeclarationException(
                        JsonPointer.ROOT.member("dataInterval").member("end"),
                        "instant " + dataInterval.end() + " is not scheduledFor, " + scheduledFor);
            }
        }

        @Override
        public String key() {
            return "slot:" + schedule + ":" + scheduledFor;
        }

        @Override
        public Optional<DataInterval> interval() {
            return Optional.of(dataInterval);
        }
    }

    /**
     * One manual request.
     *
     * @param request the caller's idempotency key, or an id made for the request
     * @param params all params after defaults and validation; one that is private as {@link PrivateValue#toJson}
     */
    record Manual(String request, JsonObject params, Optional<DataInterval> dataInterval) implements Occasion {

        /**
         * @throws DeclarationException if the request is not a line of 1 to 200 characters, or a param has the member
         *     {@code private} and is no private value
         */
        public Manual {
            Checks.line("request", request, Checks.MAX_LINE);
            Checks.within("params", () -> params.members().forEach(Checks::param));
        }

        @Override
        public String key() {
            return "manual:" + request;
        }

        @Override
        public Optional<DataInterval> interval() {
            return dataInterval;
        }
    }

    /** A time span, in whole seconds; the start belongs to it, the end does not. */
    record DataInterval(Instant start, Instant end) {

        /** @throws DeclarationException if it starts after its end, or either is not of whole seconds */
        public DataInterval {
            Checks.instant("start", start);
            Checks.instant("end", end);
            if (start.isAfter(end)) {
                throw DeclarationException.at("start", "instant " + start + " is after the end, " + end);
            }
        }
    }
}
