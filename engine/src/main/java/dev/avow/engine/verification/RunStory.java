package dev.avow.engine.verification;

import dev.avow.engine.gate.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the events tell of one run, as they are read; it believes nothing else. */
final class RunStory {

    private final String identity;
    private final String job;
    private final Tally tally;
    private final Stands stands = new Stands();
    private final List<AttemptStory> attempts = new ArrayList<>();
    private StoredPolicy policy = StoredPolicy.none();
    private Optional<Told> declared = Optional.empty();
    private Optional<Told> before = Optional.empty();
    private boolean approved;
    private boolean redeclared;
    private Optional<Told> erased = Optional.empty();
    private boolean endsDeferred;
    private int firstTry = 1;
    private int unstarted;

    /** @param job by the declaration's row */
    RunStory(String identity, String job, Tally tally) {
        this.identity = identity;
        this.job = job;
        this.tally = tally;
    }

    void tell(Told told) {
        if (declared.isEmpty() && told.kind() != EventKind.DECLARED) {
            misplaced(told, "after the event of its declaration", "before it");
        } else {
            before.ifPresent(earlier -> refuseEarly(earlier, told));
            new Replay(this, told).apply();
        }
        before = Optional.of(told);
    }

    private void refuseEarly(Told earlier, Told told) {
        if (!Moments.inOrder(earlier.at(), told.at())) {
            tally.find(
                    FindingKind.TIME_MISMATCH,
                    subject(told),
                    "not before " + earlier.at() + " of event " + earlier.seq(),
                    told.at());
        }
    }

    void misplaced(Told told, String expected, String actual) {
        tally.find(FindingKind.EVENT_MISPLACED, subject(told), told.kind() + " " + expected, actual);
    }

    /** Moves the run on by an event, or finds that it cannot have come to that. */
    void move(Told told, Predicate<Stand> from, Function<Stand, List<Stand>> to) {
        Supplier<String> stood = stands.stood();
        if (!stands.move(from, to)) {
            misplaced(told, "where the run could come to it", "the run is " + stood.get());
        }
    }

    String subject(Told told) {
        return identity + " event " + told.seq();
    }

    void declare(Told told) {
        declared = Optional.of(told);
        Optional<StoredPolicy> read = StoredPolicy.find(told.body().text("policy"));
        if (read.isEmpty()) {
            tally.find(FindingKind.EVENT_REFUSED, subject(told), "a policy", "another text");
        }
        policy = read.orElse(StoredPolicy.none());
    }

    AttemptStory begin(Instant at) {
        AttemptStory attempt = new AttemptStory(at);
        attempts.add(attempt);
        return attempt;
    }

    /** Returns whether the attempt that ends now may be followed by another one, by the policy. */
    boolean hasTriesLeft() {
        return attempts.size() - (firstTry - 1) - unstarted < policy.attempts();
    }

    void rerun(int attempt) {
        firstTry = attempt;
        unstarted = 0;
    }

    void noteUnstarted() {
        unstarted++;
    }

    void redeclare() {
        redeclared = true;
    }

    boolean isRedeclared() {
        return redeclared;
    }

    void approve() {
        approved = true;
    }

    void erase(Told told) {
        erased = Optional.of(told);
    }

    void endsDeferred(boolean now) {
        endsDeferred = now;
    }

    boolean isDeferredEnding() {
        return endsDeferred;
    }

    /** Returns the role of who must still approve the run, if somebody must. */
    Optional<String> missingRole() {
        return approved ? Optional.empty() : policy.role();
    }

    boolean follows(EventKind kind) {
        return before.filter(told -> told.kind() == kind).isPresent();
    }

    String identity() {
        return identity;
    }

    String job() {
        return job;
    }

    Tally tally() {
        return tally;
    }

    Stands stands() {
        return stands;
    }

    List<AttemptStory> attempts() {
        return attempts;
    }

    StoredPolicy policy() {
        return policy;
    }

    Optional<Told> declared() {
        return declared;
    }

    boolean isErased() {
        return erased.isPresent();
    }

    /** Returns the event that tells that the run was erased. */
    Optional<Told> erased() {
        return erased;
    }
}
