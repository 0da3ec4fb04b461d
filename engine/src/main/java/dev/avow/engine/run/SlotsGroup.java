package dev.avow.engine.run;

import dev.avow.db.Session;
import dev.avow.db.Slots.CursorRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Declares slots of many schedules in one transaction, one slot of each. A slot that is refused, leads to a mapped task, or
 * was decided by somebody else is left out.
 */
final class SlotsGroup {

    /** In which whoever locks several cursors locks them. */
    private static final Comparator<CursorRow> ORDER =
            Comparator.comparing(CursorRow::job).thenComparing(CursorRow::schedule);

    private final Core core;

    SlotsGroup(Core core) {
        this.core = core;
    }

    /** Returns where the cursor of each stands then; empty for those that are to be decided alone. */
    List<Optional<CursorRow>> declare(List<Next> all) {
        return core.door().pass(passage -> {
            List<Next> moved = moved(passage.session(), all);
            Instant now = Times.millis(core.clock());
            passage.session()
                    .batches()
                    .slots(moved.stream()
                            .map(next -> SlotRows.of(next.cursor, next.slot, now))
                            .toList());
            core.batchDeclarer()
                    .declare(
                            passage,
                            moved.stream()
                                    .flatMap(next -> next.slot.roots().stream())
                                    .flatMap(roots -> roots.plain().stream())
                                    .toList());
            return all.stream()
                    .map(next -> moved.contains(next) ? Optional.of(next.after()) : Optional.<CursorRow>empty())
                    .toList();
        });
    }

    private static List<Next> moved(Session session, List<Next> all) {
        List<Next> plain = new ArrayList<>();
        SortedMap<CursorRow, Instant> cursors = new TreeMap<>(ORDER);
        for (Next next : all) {
            Instant to = next.after().decidedTo();
            if (next.isPlain() && cursors.putIfAbsent(next.cursor, to) == null) {
                plain.add(next);
            }
        }
        Set<CursorRow> moved = session.batches().advance(cursors);
        return plain.stream().filter(next -> moved.contains(next.cursor)).toList();
    }

    /**
     * The next slot of a schedule.
     *
     * @param cursor stands before it
     */
    record Next(CursorRow cursor, ReadySlot slot) {

        private boolean isPlain() {
            return slot.roots().filter(roots -> roots.mapped().isEmpty()).isPresent();
        }

        private CursorRow after() {
            return new CursorRow(cursor.job(), cursor.schedule(), slot.slot().scheduledFor());
        }
    }
}
