package dev.avow.engine.run;

import dev.avow.db.Claims.Seen;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * What was read of a run in one statement, for one decision of the gate. Where it is empty it tells nothing: that is read by
 * itself then, so that the gate judges the same as without this.
 */
final class SeenRun {

    private final Identity identity;
    private final Optional<Seen> seen;

    private SeenRun(Identity identity, Optional<Seen> seen) {
        this.identity = identity;
        this.seen = seen;
    }

    /** Reads a run; a failure is left to those who read by themselves. */
    static SeenRun read(Core core, Identity identity) {
        try {
            return new SeenRun(
                    identity, core.store().read(session -> session.claims().see(identity.toString(), Approvals.KINDS)));
        } catch (RuntimeException e) {
            return new SeenRun(identity, Optional.empty());
        }
    }

    /** Tells whether the job of the run was not paused. */
    boolean isUnpaused() {
        return seen.filter(found -> !found.paused()).isPresent();
    }

    Optional<DeclarationRow> declaration(Identity wanted) {
        return of(wanted).map(Seen::declaration);
    }

    Optional<RunRow> run(Identity wanted) {
        return of(wanted).flatMap(Seen::run);
    }

    Optional<SpecRow> spec(SpecDigest digest) {
        return seen.flatMap(Seen::spec).filter(spec -> spec.digest().equals(digest.toString()));
    }

    /** Returns the approval that the run needs and does not have, if that is so, or what the other says if this cannot tell. */
    Optional<Approval> missingApproval(Identity wanted, Supplier<Optional<Approval>> other) {
        Optional<Seen> told = of(wanted);
        return told.isPresent() ? Approvals.missing(told.get().events(), wanted.toString()) : other.get();
    }

    /** Tells whether a claim of the run needs nothing but the run, as far as this tells. */
    boolean beginsAlone() {
        return policy(RunPolicy::beginsAlone);
    }

    /** Tells whether a success of the run ends nothing but the run, as far as this tells. */
    boolean endsAlone() {
        return policy(RunPolicy::endsAlone);
    }

    private boolean policy(BiPredicate<RunPolicy, OccasionKey> test) {
        try {
            return seen.flatMap(Seen::run)
                    .filter(run -> test.test(RunPolicy.parse(run.policy()), run.key()))
                    .isPresent();
        } catch (RuntimeException e) { // why: whoever needs the policy meets that
            return false;
        }
    }

    private Optional<Seen> of(Identity wanted) {
        return seen.filter(found -> wanted.equals(identity));
    }
}
