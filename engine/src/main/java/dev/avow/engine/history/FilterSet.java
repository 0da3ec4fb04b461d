package dev.avow.engine.history;

import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Lookups.Use;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Printable;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Filters with their values.
 *
 * @param values as {@link Filter#read} gives them
 */
record FilterSet(Map<Filter, Object> values) {

    FilterSet {
        values = Map.copyOf(values);
    }

    /** @throws EngineException if the filter was set before */
    FilterSet with(Filter filter, Object value) {
        Object before = values.get(filter);
        if (before != null) {
            throw new EngineException("Filter '" + filter.label() + "' is set already, to "
                    + Printable.quoted(shown(before)) + ". Set it once.");
        }
        Map<Filter, Object> more = new EnumMap<>(Filter.class);
        more.putAll(values);
        more.put(filter, value);
        return new FilterSet(more);
    }

    /** Returns names and values, as {@link HistoryQuery#and} reads them. */
    String text() {
        return inOrder().entrySet().stream()
                .map(set -> set.getKey().label() + "=" + shown(set.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** Returns the filter that the store knows. A job leads to fewer runs than whom its runs share with all others. */
    RunFilter toFilter() {
        Set<?> states = get(Filter.STATE, Set.class).orElse(Set.of());
        List<Use> uses = inOrder().entrySet().stream()
                .filter(set -> set.getKey().use().isPresent())
                .map(set -> new Use(set.getKey().use().orElseThrow().name(), (String) set.getValue()))
                .toList();
        boolean rare = values.containsKey(Filter.INPUT)
                || values.containsKey(Filter.TEMPLATE)
                || values.containsKey(Filter.SPEC);
        return new RunFilter(
                get(Filter.JOB, String.class),
                get(Filter.TASK, String.class),
                states.stream().map(Object::toString).collect(Collectors.toSet()),
                get(Filter.WAITING, Waiting.class).map(Enum::name),
                get(Filter.FROM, Instant.class),
                get(Filter.TO, Instant.class),
                get(Filter.EXECUTED, Boolean.class),
                uses,
                !uses.isEmpty() && (rare || !values.containsKey(Filter.JOB)));
    }

    private Map<Filter, Object> inOrder() {
        return new TreeMap<>(values);
    }

    private <T> Optional<T> get(Filter filter, Class<T> type) {
        return Optional.ofNullable(values.get(filter)).map(type::cast);
    }

    private static String shown(Object value) {
        return value instanceof Set<?> several
                ? several.stream().map(Object::toString).collect(Collectors.joining(","))
                : String.valueOf(value);
    }
}
