package dev.avow.engine.run;

import dev.avow.db.Bytes;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/** Appends events, each as canonical JSON with its digest. */
final class Journal {

    /** Stands for the job of an event that is about none. */
    static final String NO_JOB = "-";

    private final InstantSource clock;
    private final SecretGuard guard;

    Journal(InstantSource clock, SecretGuard guard) {
        this.clock = clock;
        this.guard = guard;
    }

    /** Appends an event about a job, or about something of it that has no identity. */
    void job(Session session, EventKind kind, String job, JsonObject body) {
        append(session, kind, job, Optional.empty(), OptionalInt.empty(), body);
    }

    /** Appends an event about a run. */
    void run(Session session, EventKind kind, String job, Identity identity, JsonObject body) {
        append(session, kind, job, Optional.of(identity.toString()), OptionalInt.empty(), body);
    }

    /** Returns the event that {@link #run} appends. */
    EventRow ofRun(EventKind kind, String job, Identity identity, JsonObject body) {
        return row(kind, job, Optional.of(identity.toString()), OptionalInt.empty(), body);
    }

    /** Appends an event about an attempt. */
    void attempt(Session session, EventKind kind, String job, Triggers.Order order, JsonObject body) {
        append(session, kind, job, Optional.of(order.identity().toString()), OptionalInt.of(order.attempt()), body);
    }

    /** Returns the event that {@link #attempt} appends. */
    EventRow ofAttempt(EventKind kind, String job, Triggers.Order order, JsonObject body) {
        return row(kind, job, Optional.of(order.identity().toString()), OptionalInt.of(order.attempt()), body);
    }

    private void append(
            Session session,
            EventKind kind,
            String job,
            Optional<String> identity,
            OptionalInt attempt,
            JsonObject body) {
        session.events().append(row(kind, job, identity, attempt, body));
    }

    private EventRow row(EventKind kind, String job, Optional<String> identity, OptionalInt attempt, JsonObject body) {
        byte[] bytes = CanonicalJson.bytes(SecretDocuments.redact(guard, body));
        return new EventRow(
                kind.name(),
                job,
                identity,
                attempt,
                Times.millis(clock),
                Bytes.of(bytes),
                Digest.of(bytes).text());
    }
}
