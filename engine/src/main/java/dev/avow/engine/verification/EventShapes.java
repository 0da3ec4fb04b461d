package dev.avow.engine.verification;

import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an event must be about, by its kind, and the members of its body. */
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

    private static final Members NOBODY_OR_ONE = Members.none().and("by");
    private static final Members REDECLARED_OF_JOB =
            Members.of("task", "occasion").and("by");
    private static final Map<EventKind, Members> MEMBERS = Arrays.stream(EventKind.values())
            .filter(kind -> kind != EventKind.REGISTERED)
            .collect(Collectors.toUnmodifiableMap(kind -> kind, EventShapes::members));

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
    static Optional<String> fault(EventKind kind, boolean ofRun, JsonObject body) {
        if (kind == EventKind.REDECLARED && !ofRun) {
            return REDECLARED_OF_JOB.fault(body);
        }
        Members members = MEMBERS.get(kind);
        if (members == null) { // why: a registration has a member for each task, under its name
            return TaskSpecs.fault(body);
        }
        Optional<String> fault = members.fault(body);
        return fault.isEmpty() && (kind == EventKind.OUTCOME || kind == EventKind.STALE_OUTCOME)
                ? ToldOutputs.fault(body)
                : fault;
    }

    private static Members members(EventKind kind) {
        return switch (kind) {
            case REGISTERED, READMITTED, CANCELLED, EXPIRED -> Members.none();
            case REDECLARED, RERUN, RELEASED, CANCEL_REQUESTED, PAUSED, RESUMED -> NOBODY_OR_ONE;
            case DECLARED ->
                Members.of("task", "occasion", "number", "spec", "at", "policy").and("kept", "index", "key");
            case DECLARED_DIFFERENTLY -> Members.of("first", "later");
            case REFUSED -> Members.of("task", "occasion", "code", "message").and("redeclared");
            case SKIPPED -> Members.of("schedule", "first", "last", "slots", "catchUp");
            case UNDECLARED -> Members.of("task", "occasion", "reason").and("detail");
            case DENIED -> Members.of("reason", "message", "identity", "attempt");
            case CLAIMED -> Members.of("node", "epoch");
            case WAITING -> Members.of("reason", "message", "attempt");
            case DEFERRED, REATTACHED -> Members.of("message", "node", "epoch", "until", "state");
            case OUTCOME ->
                Members.of("state", "message", "outputs", "notes").and("node", "epoch", "retryAfter", "started");
            case STALE_OUTCOME ->
                Members.of("state", "message", "outputs", "notes", "node", "epoch")
                        .and("retryAfter", "started");
            case APPROVED, REJECTED -> Members.of("task", "spec", "by", "role", "comment");
            case RUN_TIMED_OUT -> Members.of("message");
            case DEADLINE_MISSED -> Members.of("deadline");
            case ERASED -> Members.of("by", "reason", "places", "outputs");
            case POOL_SET -> Members.of("pool", "slots");
            case BACKFILL_REQUESTED ->
                Members.of("id", "schedule", "from", "to").and("maxActive", "by");
            case BACKFILL_CANCELLED ->
                Members.of("id", "schedule", "from", "to").and("maxActive", "by", "cancelledBy");
            case REGISTERED_DIFFERENTLY -> Members.of("node", "specs", "otherNode", "otherSpecs");
        };
    }
}
