package dev.avow.console;

import dev.avow.engine.history.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Runs as a table. */
final class RunTable {

    private static final int SPEC_DIGITS = 12;

    private RunTable() {}

    static Table of(List<RunView> runs) {
        Table table = new Table("IDENTITY", "OCCASION", "TASK", "STATE", "ATTEMPTS", "DURATION", "SPEC", "DECLARED AT");
        runs.forEach(run -> table.row(
                run.identity().toString(),
                run.occasion(),
                task(run),
                state(run),
                Integer.toString(run.attempts()),
                run.duration().map(RunTable::duration).orElse("-"),
                run.spec().digest().hex().substring(0, SPEC_DIGITS),
                run.declaredAt().toString()));
        return table;
    }

    /** Returns the task, and of which element of its list the run is. */
    static String task(RunView run) {
        return run.task()
                + run.element()
                        .map(element -> "[" + element.index() + " " + element.key() + "]")
                        .orElse("");
    }

    /** Returns the state, and why the run waits if it does, and until when if that is known. */
    static String state(RunView run) {
        String until = run.until().map(moment -> " until " + moment).orElse("");
        return run.state()
                + run.waiting().map(waiting -> " (" + waiting + until + ")").orElse("");
    }

    /** Returns an ISO-8601 duration without its {@code PT}, in lower case: {@code 1h2m3.5s}. */
    static String duration(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
