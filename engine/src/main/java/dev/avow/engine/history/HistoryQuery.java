package dev.avow.engine.history;

import dev.avow.db.Lookups.RunFilter;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.SpecDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are asked for: those of which all holds that was set. Immutable: each method returns a query with one filter
 * more, and refuses one that was set before.
 *
 * <pre>{@code
 * runs().job("nightly-report").state(FAILED, TIMED_OUT).from(monday).to(tuesday)
 * runs().model("qwen2.5:3b").submitter("ann")
 * }</pre>
 */
public final class HistoryQuery {

    private final FilterSet filters;

    private HistoryQuery(FilterSet filters) {
        this.filters = filters;
    }

    /** Returns the query for all runs of all jobs. */
    public static HistoryQuery runs() {
        return new HistoryQuery(new FilterSet(Map.of()));
    }

    /**
     * Returns the query that filters of these names and values make; {@link #names} are the names.
     *
     * @throws EngineException if a name is unknown, or a value is not one of its filter
     */
    public static HistoryQuery parse(Map<String, String> filters) {
        HistoryQuery query = runs();
        for (Map.Entry<String, String> filter : new TreeMap<>(filters).entrySet()) {
            query = query.and(filter.getKey(), filter.getValue());
        }
        return query;
    }

    /**
     * Returns the query of one filter, as text.
     *
     * @throws EngineException if the name is unknown, or the value is not one of its filter
     */
    public static HistoryQuery of(String name, String value) {
        return runs().and(name, value);
    }

    /** Returns the names of all filters, in their order. */
    public static List<String> names() {
        return Filter.names();
    }

    /**
     * Returns this with a filter more, as text.
     *
     * @param value of {@code state} one or more, separated by commas; moments as {@code 2026-01-05T03:00:00Z}; digests as
     *     {@code sha256:} and 64 digits
     * @throws EngineException if the name is unknown, or the value is not one of its filter, or it was set before
     */
    public HistoryQuery and(String name, String value) {
        Filter filter = Filter.named(name);
        return with(filter, filter.read(value));
    }

    /** Only runs of this job. */
    public HistoryQuery job(String job) {
        return with(Filter.JOB, job);
    }

    /** Only runs of tasks of this name. */
    public HistoryQuery task(String task) {
        return with(Filter.TASK, task);
    }

    /** Only runs in one of these states. */
    public HistoryQuery state(RunState state, RunState... others) {
        return with(Filter.STATE, EnumSet.of(state, others));
    }

    /** Only runs that wait for this. */
    public HistoryQuery waiting(Waiting reason) {
        return with(Filter.WAITING, reason);
    }

    /**
     * Only runs of occasions at or after this moment: that of the slot, or of the manual request.
     *
     * @throws EngineException if it is before the year 0 or after 9999
     */
    public HistoryQuery from(Instant from) {
        return with(Filter.FROM, Filter.checked(from));
    }

    /**
     * Only runs of occasions before this moment.
     *
     * @throws EngineException if it is before the year 0 or after 9999
     */
    public HistoryQuery to(Instant to) {
        return with(Filter.TO, Filter.checked(to));
    }

    /** Only runs that were declared from this spec. */
    public HistoryQuery spec(SpecDigest spec) {
        return with(Filter.SPEC, spec.toString());
    }

    /**
     * Only runs that declared this model.
     *
     * @param model {@code NAME}, {@code PROVIDER/NAME}, or {@code PROVIDER/NAME@VERSION} with the version or the digest that
     *     pins it
     */
    public HistoryQuery model(String model) {
        return with(Filter.MODEL, model);
    }

    /** Only runs that this one asked for; {@code schedule} for those of slots. */
    public HistoryQuery submitter(String submitter) {
        return with(Filter.SUBMITTER, submitter);
    }

    /** Only runs whose prompt was made from the template of this digest. */
    public HistoryQuery template(Digest template) {
        return with(Filter.TEMPLATE, template.text());
    }

    /** Only runs that had a content of this digest as an input, or as an output of a run before them. */
    public HistoryQuery input(Digest digest) {
        return with(Filter.INPUT, digest.text());
    }

    /**
     * Also the runs that came after one that saw the input, whatever was between them: those that may have what became of
     * it. All other filters are for what is found, and not for the way there. It goes to at most 10,000 runs.
     */
    public HistoryQuery downstream() {
        return with(Filter.DOWNSTREAM, true);
    }

    /** Only runs of which an attempt was made, or only those of which none was. */
    public HistoryQuery executed(boolean executed) {
        return with(Filter.EXECUTED, executed);
    }

    private HistoryQuery with(Filter filter, Object value) {
        return new HistoryQuery(filters.with(filter, value));
    }

    boolean goesDownstream() {
        return filters.values().getOrDefault(Filter.DOWNSTREAM, false).equals(true);
    }

    /** Returns the query of one filter of this alone; empty if it is not set. */
    Optional<HistoryQuery> only(Filter filter) {
        return Optional.ofNullable(filters.values().get(filter)).map(value -> runs().with(filter, value));
    }

    /** Returns this without these filters. */
    HistoryQuery without(Filter... some) {
        Map<Filter, Object> rest = new HashMap<>(filters.values());
        List.of(some).forEach(rest::remove);
        return new HistoryQuery(new FilterSet(rest));
    }

    RunFilter toFilter() {
        return filters.toFilter();
    }

    /** Returns the filters that are set, as {@link #and} reads them. */
    @Override
    public String toString() {
        return ("runs " + filters.text()).strip();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HistoryQuery that && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return filters.hashCode();
    }
}
