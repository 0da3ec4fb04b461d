package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Store;
import dev.avow.engine.gate.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Goes through all runs that wait for one reason, those first that wait longest, a page at a time. */
final class WaitingRuns {

    private static final int PAGE = 1_000;

    private final Store store;

    WaitingRuns(Store store) {
        this.store = store;
    }

    /** Shows each run to a visitor, as long as that answers that it wants more. */
    void visit(Waiting reason, Predicate<RunRow> visitor) {
        Optional<RunRow> last = Optional.empty();
        boolean more = true;
        while (more) {
            Optional<RunRow> after = last;
            List<RunRow> page = store.read(session -> session.runs().waiting(reason.name(), after, PAGE));
            for (RunRow run : page) {
                if (!visitor.test(run)) {
                    return;
                }
                last = Optional.of(run);
            }
            more = page.size() == PAGE;
        }
    }
}
