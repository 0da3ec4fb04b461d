package dev.avow.engine.verification;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.UndeclaredRow;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks events that tell that a task will never be declared for an occasion: each is the one that its row was stored with. A
 * task that was declared before may be told to be skipped as well, more than once and with no row.
 */
final class NeverCheck {

    private static final int REMEMBERED = 20_000;
    private static final String SKIPPED = "SKIPPED";

    private final Tally tally;
    private final Recent<Long> told = new Recent<>(REMEMBERED);

    NeverCheck(Tally tally) {
        this.tally = tally;
    }

    /** @param declared tasks that something is declared of */
    void check(Told event, OccasionKey key, @Nullable UndeclaredRow row, Set<OccasionKey> declared) {
        String reason = event.body().text("reason");
        if (reason.equals(SKIPPED) && declared.contains(key)) {
            return;
        }
        String subject = "event " + event.seq();
        if (row == null || !row.reason().equals(reason) || !Moments.together(row.at(), event.at())) {
            tally.find(
                    FindingKind.UNDECLARED_MISMATCH,
                    subject,
                    UndeclaredPass.subject(key) + ", stored as never to be declared, " + reason + " at " + event.at(),
                    row == null ? "nothing" : row.reason() + " at " + row.at());
            return;
        }
        String one = Keys.of(key.job(), key.task(), key.occasion());
        Optional<Long> before = told.find(one);
        before.ifPresent(seq -> tally.find(
                FindingKind.UNDECLARED_MISMATCH,
                subject,
                UndeclaredPass.subject(key) + " once, in event " + seq,
                "again"));
        told.put(one, event.seq());
    }
}
