package dev.avow.engine.verification;

import dev.avow.db.CrossAudit;
import dev.avow.db.CrossAudit.NumberRow;
import dev.avow.db.JobAudit.NumberedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Checks the numbers of runs that were declared anew: each is one more than the highest that a declaration or a list of the
 * occasion and task had, so that there is no gap among both, and they grow with the declarations.
 */
final class NumberCheck {

    private final CrossAudit audit;
    private final Tally tally;
    private final List<Anew> wanted = new ArrayList<>();

    NumberCheck(CrossAudit audit, Tally tally) {
        this.audit = audit;
        this.tally = tally;
    }

    /** @param seq of the event of the declaration; the highest number where there is none */
    private record Anew(String identity, NumberedKey before, long seq) {}

    void want(RunRecord record) {
        int number = record.declared().row().number();
        if (number > 1) {
            long seq = record.story().declared().map(Told::seq).orElse(Long.MAX_VALUE);
            wanted.add(new Anew(
                    record.identity(), new NumberedKey(record.declared().row().key(), number - 1), seq));
        }
    }

    void check() {
        Map<NumberedKey, NumberRow> found =
                audit.numbers(wanted.stream().map(Anew::before).distinct().toList()).stream()
                        .collect(Collectors.toMap(NumberRow::key, row -> row));
        for (Anew run : wanted) {
            NumberRow before = found.get(run.before());
            String number = "number " + run.before().number();
            if (before == null) {
                mismatch(run, "something of its task and occasion with " + number, "nothing");
            } else if (before.first().orElse(Long.MIN_VALUE) > run.seq()) {
                mismatch(
                        run,
                        "declared after " + number + ", which event "
                                + before.first().orElseThrow() + " tells of",
                        "event " + run.seq());
            }
        }
        wanted.clear();
    }

    private void mismatch(Anew run, String expected, String actual) {
        tally.find(
                FindingKind.NUMBER_MISMATCH,
                run.identity() + " number " + (run.before().number() + 1),
                expected,
                actual);
    }
}
