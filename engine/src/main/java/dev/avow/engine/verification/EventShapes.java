package dev.avow.engine.verification;

import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which members the body of an event must have, and what the event must be about, by its kind. */
final class EventShapes {

    private static final Set<EventKind> OF_ATTEMPT = EnumSet.of(
            EventKind.CLAIMED,
            EventKind.DEFERRED,
            EventKind.REATTACHED,
            EventKind.OUTCOME,
            EventKind.STALE_OUTCOME,
            EventKind.RERUN,
            EventKind.RELEASED);

    private static final Set<EventKind> OF_JOB = EnumSet.of(
            EventKind.REGISTERED,
            EventKind.REGISTERED_DIFFERENTLY,
            EventKind.REFUSED,
            EventKind.SKIPPED,
            EventKind.UNDECLARED,
            EventKind.PAUSED,
            EventKind.RESUMED,
            EventKind.POOL_SET,
            EventKind.BACKFILL_REQUESTED,
            EventKind.BACKFILL_CANCELLED);

    /** With the identity of a run, or without. */
    private static final Set<EventKind> OF_EITHER = EnumSet.of(EventKind.DENIED, EventKind.REDECLARED);

    private static final Map<String, EventKind> KINDS =
            Arrays.stream(EventKind.values()).collect(Collectors.toMap(Enum::name, kind -> kind));

    private EventShapes() {}

    static Optional<EventKind> kind(String name) {
        return Optional.ofNullable(KINDS.get(name));
    }

    static boolean isOfJob(EventKind kind) {
        return OF_JOB.contains(kind) || OF_EITHER.contains(kind);
    }

    static boolean isOfRun(EventKind kind) {
        return !OF_JOB.contains(kind);
    }

    /** Tells whether an event of a run has the number of an attempt; those that ask for cancelling may. */
    static boolean fitsAttempt(EventKind kind, boolean hasAttempt) {
        return kind == EventKind.CANCEL_REQUESTED || hasAttempt == OF_ATTEMPT.contains(kind);
    }

    /** Returns what does not fit, or empty if all does. */
    static Optional<String> fault(EventKind kind, JsonObject body) {
        if (isBare(kind)) {
            return body.isEmpty() ? Optional.empty() : Optional.of("no members");
        }
        if (mayNameOne(kind)) {
            return body.isEmpty() || body.members().keySet().equals(Set.of("by"))
                    ? Optional.empty()
                    : Optional.of("no member but 'by'");
        }
        return members(kind).stream()
                .filter(name -> body.find(name).isEmpty())
                .findFirst()
                .map(name -> "a member '" + name + "'");
    }

    private static boolean isBare(EventKind kind) {
        return kind == EventKind.READMITTED || kind == EventKind.CANCELLED || kind == EventKind.EXPIRED;
    }

    private static boolean mayNameOne(EventKind kind) {
        return switch (kind) {
            case RERUN, RELEASED, CANCEL_REQUESTED, PAUSED, RESUMED -> true;
            default -> false;
        };
    }

    private static List<String> members(EventKind kind) {
        return switch (kind) {
            case DECLARED -> List.of("task", "occasion", "number", "spec", "at", "policy");
            case DECLARED_DIFFERENTLY -> List.of("first", "later");
            case REFUSED -> List.of("task", "occasion", "code", "message");
            case SKIPPED -> List.of("schedule", "first", "last", "slots", "catchUp");
            case UNDECLARED -> List.of("task", "occasion", "reason");
            case DENIED -> List.of("reason", "message", "identity", "attempt");
            case CLAIMED -> List.of("node", "epoch");
            case WAITING -> List.of("reason", "message", "attempt");
            case DEFERRED, REATTACHED -> List.of("message", "node", "epoch", "until", "state");
            case OUTCOME -> List.of("state", "message", "outputs", "notes");
            case STALE_OUTCOME -> List.of("state", "message", "outputs", "notes", "node", "epoch");
            case APPROVED, REJECTED -> List.of("task", "spec", "by", "role", "comment");
            case RUN_TIMED_OUT -> List.of("message");
            case DEADLINE_MISSED -> List.of("deadline");
            case ERASED -> List.of("by", "reason", "places", "outputs");
            case POOL_SET -> List.of("pool", "slots");
            case BACKFILL_REQUESTED, BACKFILL_CANCELLED -> List.of("id", "schedule", "from", "to");
            case REGISTERED_DIFFERENTLY -> List.of("node", "specs", "otherNode", "otherSpecs");
            default -> List.of();
        };
    }
}
