package dev.avow.console;

import dev.avow.engine.history.HistoryQuery;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The filters of runs; each is an option, so that an unknown one is refused. */
final class FilterOptions {

    private final Map<String, String> filters = new TreeMap<>();

    @Option(names = "--task", paramLabel = "TASK", description = "Only runs of tasks of this name.")
    void task(String value) {
        filters.put("task", value);
    }

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only runs in this state, or in one of several: FAILED,TIMED_OUT.")
    void state(String value) {
        filters.put("state", value);
    }

    @Option(names = "--waiting", paramLabel = "REASON", description = "Only runs that wait for this: APPROVAL.")
    void waiting(String value) {
        filters.put("waiting", value);
    }

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only runs whose slot or manual request is at this moment or later: 2026-01-05T03:00:00Z, or"
                    + " 2026-01-05 for midnight in UTC.")
    void since(String value) {
        filters.put("from", value);
    }

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Only runs whose slot or request is before this moment.")
    void until(String value) {
        filters.put("to", value);
    }

    @Option(names = "--spec", paramLabel = "DIGEST", description = "Only runs that were declared from this spec.")
    void spec(String value) {
        filters.put("spec", value);
    }

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Only runs that used this model: NAME, PROVIDER/NAME or PROVIDER/NAME@VERSION.")
    void model(String value) {
        filters.put("model", value);
    }

    @Option(
            names = "--template",
            paramLabel = "DIGEST",
            description = "Only runs whose prompt was made from the template of this digest.")
    void template(String value) {
        filters.put("template", value);
    }

    @Option(
            names = "--input",
            paramLabel = "DIGEST",
            description = "Only runs that saw a content of this digest: as an input, or as an output of a run before"
                    + " them.")
    void input(String value) {
        filters.put("input", value);
    }

    @Option(
            names = "--downstream",
            description = "With --input: also the runs that came after one that saw it, however far away. Other filters"
                    + " are for what is found, not for the way there.")
    void downstream(boolean value) {
        filters.put("downstream", Boolean.toString(value));
    }

    @Option(
            names = "--submitter",
            paramLabel = "NAME",
            description = "Only runs that this one asked for; 'schedule' for those of slots.")
    void submitter(String value) {
        filters.put("submitter", value);
    }

    @Option(
            names = "--executed",
            paramLabel = "true|false",
            description = "Only runs of which an attempt was made, or only those of which none was.")
    void executed(String value) {
        filters.put("executed", value);
    }

    /** Returns whether runs after those that saw an input were not asked for. */
    boolean stopsAtInput() {
        return filters.containsKey("input") && !filters.containsKey("downstream");
    }

    /**
     * Returns the query for them.
     *
     * @throws dev.avow.engine.EngineException if a value is not one of its filter
     * @throws InputException if a time is none
     */
    HistoryQuery query(Optional<String> job) {
        Map<String, String> read = new TreeMap<>(filters);
        read.computeIfPresent(
                "from", (name, text) -> Times.parse("--since", text).toString());
        read.computeIfPresent("to", (name, text) -> Times.parse("--until", text).toString());
        HistoryQuery query = HistoryQuery.parse(read);
        return job.map(query::job).orElse(query);
    }
}
