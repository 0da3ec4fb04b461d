package dev.avow.engine.verification;

import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.identity.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the events tell of one attempt. */
final class AttemptStory {

    private final List<Claimed> claims = new ArrayList<>();
    private final Instant startedAt;
    private AttemptState state = AttemptState.RUNNING;
    private String detail = "";
    private Optional<Instant> endedAt = Optional.empty();
    private long highest;
    private boolean cancel;
    private List<JsonValue> outputs = List.of();
    private Deferral deferral = Deferral.NONE;

    AttemptStory(Instant startedAt) {
        this.startedAt = startedAt;
    }

    /** A node's claim. */
    record Claimed(String node, long epoch) {

        static Claimed of(Told told) {
            return new Claimed(told.body().text("node"), told.body().number("epoch"));
        }
    }

    /**
     * What it was deferred with last.
     *
     * @param times how often its operator deferred it
     * @param losses how often at most it was lost since
     */
    record Deferral(boolean kept, Optional<Instant> until, String state, int times, int losses) {

        static final Deferral NONE = new Deferral(false, Optional.empty(), "", 0, 0);
    }

    /** Tells whether an epoch can be that of the next claim: an engine that fences a claim has raised it once more. */
    boolean mayClaim(long epoch) {
        return claims.isEmpty() ? epoch == 1 : epoch > last().epoch() && epoch <= highest + 1;
    }

    void claim(Claimed claim) {
        claims.add(claim);
        highest = claim.epoch();
        state = AttemptState.RUNNING;
        detail = "";
        endedAt = Optional.empty();
    }

    void defer(Told told) {
        boolean again = deferral.times() > 0 && told.kind().name().equals("REATTACHED");
        Optional<Instant> until = told.body().moment("until");
        deferral = again
                ? new Deferral(true, until, deferral.state(), deferral.times(), deferral.losses() + 1)
                : new Deferral(true, until, told.body().text("state"), deferral.times() + 1, 0);
        highest += again ? 1 : 0;
        stands(AttemptState.DEFERRED, told.body().text("message"), told.at());
    }

    void end(AttemptState end, Told told) {
        boolean fenced = end == AttemptState.INTERRUPTED
                || end == AttemptState.CANCELLED
                || !told.body().has("epoch");
        highest += fenced ? 1 : 0;
        outputs = told.body().array("outputs");
        deferral = Deferral.NONE;
        stands(end, told.body().text("message"), told.at());
    }

    private void stands(AttemptState to, String message, Instant at) {
        state = to;
        detail = message;
        endedAt = Optional.of(at);
    }

    /** What it goes on from is deleted when its run is erased. */
    void forget() {
        deferral = new Deferral(false, deferral.until(), deferral.state(), deferral.times(), deferral.losses());
    }

    void cancel() {
        cancel = true;
    }

    Claimed last() {
        return claims.get(claims.size() - 1);
    }

    boolean hasClaim(Claimed claim) {
        return claims.contains(claim);
    }

    /** Tells whether the row may have this epoch. */
    boolean mayStandAt(long epoch) {
        return epoch >= last().epoch() && epoch <= highest;
    }

    AttemptState state() {
        return state;
    }

    String detail() {
        return detail;
    }

    Instant startedAt() {
        return startedAt;
    }

    Optional<Instant> endedAt() {
        return endedAt;
    }

    boolean isCancel() {
        return cancel;
    }

    List<JsonValue> outputs() {
        return outputs;
    }

    Deferral deferral() {
        return deferral;
    }
}
