package dev.avow.engine.run;

import dev.avow.db.Dues.DueRow;
import dev.avow.db.Runs.RunRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through all runs of which something is due, earliest first, each in a transaction of its own. */
final class DueRuns {

    private static final Logger LOG = LoggerFactory.getLogger(DueRuns.class);
    private static final int PAGE = 500;

    private final Core core;

    DueRuns(Core core) {
        this.core = core;
    }

    /** Shows each run, locked, to a visitor; a failure is logged, and met again at the next check-in. */
    void visit(String kind, Visitor visitor) {
        Instant now = Times.millis(core.clock());
        Optional<DueRow> last = Optional.empty();
        boolean more = true;
        while (more && !core.isClosing()) {
            Optional<DueRow> after = last;
            List<DueRow> page = core.store().read(session -> session.dues().due(kind, now, after, PAGE));
            page.forEach(due -> visit(due, visitor, now));
            more = page.size() == PAGE;
            last = more ? Optional.of(page.get(PAGE - 1)) : last;
        }
    }

    private void visit(DueRow due, Visitor visitor, Instant now) {
        try {
            core.door().pass(passage -> {
                Optional<RunRow> run = passage.session().runs().lock(due.identity());
                boolean stillDue = passage.session()
                        .dues()
                        .find(due.identity(), due.kind())
                        .equals(Optional.of(due.at()));
                run.filter(row -> stillDue && core.isOwner(passage.session()))
                        .ifPresent(row -> visitor.visit(passage, row, now));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("{} of run {} is not seen to yet; the next check-in tries again", due.kind(), due.identity(), e);
        }
    }

    /** What is done with a run. */
    @FunctionalInterface
    interface Visitor {
        void visit(Passage passage, RunRow run, Instant now);
    }
}
