package dev.avow.engine.run;

import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.engine.history.RunView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A job named 'graph', of which a test asks what was declared, and why other tasks were not. */
abstract class GraphContract extends EngineContract {

    List<String> tasks() {
        return runs("graph").stream().map(RunView::task).sorted().toList();
    }

    List<String> undeclared() {
        List<UndeclaredRow> rows = store.read(session -> session.declarations().undeclared("graph", 10));
        return rows.stream()
                .map(row -> row.key().task() + " " + row.reason())
                .sorted()
                .toList();
    }

    String jobEvents() {
        return store.read(session -> session.events().ofJob("graph", 0, 1000)).stream()
                .map(stored -> new String(stored.event().body().toArray(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }
}
