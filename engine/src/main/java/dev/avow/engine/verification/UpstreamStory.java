package dev.avow.engine.verification;

import dev.avow.db.Audit;
import dev.avow.db.Audit.Only;
import dev.avow.engine.gate.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the events of an upstream run had told when a run after it was declared. */
record UpstreamStory(List<Told> events) {

    static UpstreamStory before(Audit audit, String identity, long seq) {
        Tally silent = new Tally(finding -> {}); // why: what the events are worth is found where the run is checked
        List<Told> events = new ArrayList<>();
        audit.events(new Only(List.of(identity)), event -> {
            if (event.seq() < seq) {
                Told.read(event, silent).ifPresent(events::add);
            }
        });
        return new UpstreamStory(events);
    }

    /** Returns the state in which an attempt had ended. */
    Optional<String> end(int attempt) {
        return events.stream()
                .filter(told -> told.kind() == EventKind.OUTCOME && told.attempt() == attempt)
                .reduce((first, last) -> last)
                .map(told -> told.body().text("state"));
    }

    /** Tells whether nobody had asked for more than one declaration and execution, and a task after it had this rule. */
    boolean isPlain(String task, String rule) {
        boolean rerun = events.stream().anyMatch(told -> told.kind() == EventKind.RERUN);
        return !rerun
                && events.stream()
                        .filter(told -> told.kind() == EventKind.DECLARED)
                        .filter(told -> told.body().number("number") == 1)
                        .flatMap(told -> StoredPolicy.find(told.body().text("policy")).stream())
                        .anyMatch(policy -> !policy.redeclared()
                                && policy.graph().object(task).text("rule").equals(rule));
    }
}
