package dev.avow.engine.dsl;

import dev.avow.engine.declaration.Condition;
import dev.avow.engine.declaration.Constraints;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.operator.TypedOutput;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A task of a job; immutable.
 *
 * @param inputs where its inputs are found, by name
 * @param after the tasks that it comes after
 * @param pool the pool of which each attempt needs a slot, if it does
 * @param mapped what it has a run for each of, if it is mapped
 * @param conditions on outputs of upstream tasks, all of which must hold
 * @param gives the values that it gives, by output name
 * @param takes the values that it takes, by task
 * @param approval by whom each of its runs must be approved, if that is needed
 * @param limits how long its runs may take
 * @param privateOutputs whether what its runs make is erased with their private values
 * @param keep the inputs whose content is kept when they are declared
 */
public record Task(
        String name,
        OperatorCall call,
        SortedMap<String, InputSource> inputs,
        SortedSet<String> keep,
        SortedSet<String> after,
        Optional<TriggerRule> rule,
        List<Condition> conditions,
        Optional<Elements> mapped,
        SortedMap<String, TypedOutput<?>> gives,
        SortedMap<String, List<TypedOutput<?>>> takes,
        Constraints constraints,
        RetryPolicy retry,
        Optional<String> pool,
        Optional<Approval> approval,
        TimeLimits limits,
        boolean privateOutputs) {

    public Task {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        keep = Collections.unmodifiableSortedSet(new TreeSet<>(keep));
        conditions = List.copyOf(conditions);
        gives = Collections.unmodifiableSortedMap(new TreeMap<>(gives));
        takes = Collections.unmodifiableSortedMap(new TreeMap<>(takes));
        after = Collections.unmodifiableSortedSet(new TreeSet<>(after));
    }

    /** Returns when the task is declared. */
    public TriggerRule triggerRule() {
        return rule.orElse(TriggerRule.ALL_SUCCEEDED);
    }

    /** Tells whether the task is declared with the occasion, and not after other tasks. */
    public boolean isRoot() {
        return after.isEmpty();
    }
}
