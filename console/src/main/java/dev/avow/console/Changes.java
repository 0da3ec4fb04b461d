package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.SpecChange;
import dev.avow.engine.history.SpecChange.Difference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Changes of specs for other programs: JSON by change, CSV by place that differs. */
final class Changes {

    private Changes() {}

    /** Returns the listing; JSON has patches. */
    static Listing<SpecChange> withPatches(SpecPatches patches) {
        return new Listing<>("changes", List.of(), change -> {
            ObjectNode node = Views.change(change);
            patches.patch(change).ifPresent(patch -> node.set("patch", patch));
            return node;
        });
    }

    /** One place that differs; the first spec of a task is one without a place. */
    record Place(SpecChange change, Optional<Difference> difference) {

        static final Listing<Place> ALL = Listing.of(
                "changes",
                List.of(
                        Column.text("task", place -> place.change().task()),
                        Column.text("at", place -> place.change().at()),
                        Column.optional("from", place -> place.change().from()),
                        Column.text("to", place -> place.change().to()),
                        Column.text("first", place -> place.change().first()),
                        Column.optional("pointer", place -> place.difference().map(Difference::pointer)),
                        Column.optional("before", place -> place.difference().flatMap(Difference::before)),
                        Column.optional("after", place -> place.difference().flatMap(Difference::after))));

        static List<Place> of(List<SpecChange> changes) {
            return changes.stream().flatMap(Place::places).toList();
        }

        private static Stream<Place> places(SpecChange change) {
            return change.differences().isEmpty()
                    ? Stream.of(new Place(change, Optional.empty()))
                    : change.differences().stream().map(each -> new Place(change, Optional.of(each)));
        }
    }
}
