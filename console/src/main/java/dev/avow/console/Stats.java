package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.JobStatistics;
import dev.avow.engine.history.JobStatistics.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Statistics of jobs as a listing. */
final class Stats {

    /** The states that a table of several jobs shows; the others are in the fields of one, in CSV and in JSON. */
    private static final Set<RunState> SHOWN = EnumSet.of(RunState.SUCCEEDED, RunState.FAILED);

    static final Listing<JobStatistics> LISTING = new Listing<>("jobs", columns(), Stats::json);

    private Stats() {}

    private static List<Column<JobStatistics>> columns() {
        List<Column<JobStatistics>> columns = new ArrayList<>();
        columns.add(Column.text("job", JobStatistics::job));
        columns.add(Column.<JobStatistics>text("from", JobStatistics::from).notShown());
        columns.add(Column.<JobStatistics>text("to", JobStatistics::to).notShown());
        columns.add(Column.number("runs", Stats::runs));
        for (RunState state : RunState.values()) {
            Column<JobStatistics> column =
                    Column.number(camel(state), all -> all.runs().getOrDefault(state, 0L));
            columns.add(SHOWN.contains(state) ? column : column.notShown());
        }
        columns.add(Column.number("attempts", JobStatistics::attempts));
        columns.addAll(spread("duration", JobStatistics::durations));
        columns.addAll(spread("lateness", JobStatistics::lateness));
        columns.add(Column.number("inputTokens", JobStatistics::inputTokens));
        columns.add(Column.number("outputTokens", JobStatistics::outputTokens));
        columns.add(Column.<JobStatistics>text("denials", Stats::denials)
                .shown(all -> all.denials().isEmpty() ? "-" : denials(all)));
        return columns;
    }

    private static List<Column<JobStatistics>> spread(String name, Function<JobStatistics, Spread> of) {
        return List.of(
                Column.<JobStatistics>number(
                                name + "Count", all -> of.apply(all).count())
                        .notShown(),
                duration(name + "Min", of, Spread::min).notShown(),
                duration(name + "Median", of, Spread::median),
                duration(name + "P95", of, Spread::p95),
                duration(name + "Max", of, Spread::max).notShown());
    }

    private static Column<JobStatistics> duration(
            String name, Function<JobStatistics, Spread> of, Function<Spread, Duration> part) {
        return Column.<JobStatistics>of(
                        name, all -> of.apply(all).count() == 0 ? Cell.none() : Cell.of(part.apply(of.apply(all))))
                .shown(all -> of.apply(all).count() == 0 ? "-" : RunWords.duration(part.apply(of.apply(all))));
    }

    private static long runs(JobStatistics all) {
        return all.runs().values().stream().mapToLong(Long::longValue).sum();
    }

    private static String denials(JobStatistics all) {
        return all.denials().entrySet().stream()
                .map(denial -> denial.getKey() + " " + denial.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns {@code timedOut} for {@code TIMED_OUT}. */
    static String camel(Enum<?> state) {
        StringBuilder name = new StringBuilder();
        for (String word : state.name().split("_", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
        }
        return name.toString();
    }

    private static ObjectNode json(JobStatistics all) {
        ObjectNode node = Json.object().put("job", all.job());
        counts(node.putObject("runs"), all.runs());
        node.put("attempts", all.attempts());
        node.set("durations", json(all.durations()));
        node.set("lateness", json(all.lateness()));
        node.put("inputTokens", all.inputTokens()).put("outputTokens", all.outputTokens());
        counts(node.putObject("denials"), all.denials());
        return node;
    }

    private static void counts(ObjectNode node, Map<?, Long> counts) {
        counts.forEach((name, count) -> node.put(name.toString(), count));
    }

    private static ObjectNode json(Spread spread) {
        ObjectNode node = Json.object().put("count", spread.count());
        if (spread.count() > 0) {
            node.put("min", spread.min().toString())
                    .put("median", spread.median().toString())
                    .put("p95", spread.p95().toString())
                    .put("max", spread.max().toString());
        }
        return node;
    }
}
