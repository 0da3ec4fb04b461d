package dev.avow.console;

import dev.avow.engine.history.RunView;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What a person reads of a run. */
final class RunWords {

    private RunWords() {}

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

    /** Returns an ISO-8601 duration without its {@code PT}, in lower case and to milliseconds: {@code 1h2m3.5s}. */
    static String duration(Duration duration) {
        return duration.truncatedTo(ChronoUnit.MILLIS)
                .toString()
                .substring("PT".length())
                .toLowerCase(Locale.ROOT);
    }
}
