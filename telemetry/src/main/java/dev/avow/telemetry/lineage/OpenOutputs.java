package dev.avow.telemetry.lineage;

import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.AttemptView.Privacy;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.identity.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which outputs of upstream runs may be told of in full: those that the history has as open. It keeps what it found of the
 * runs asked for last, as all runs of a mapped task may read the same ones. Threads may share it.
 */
final class OpenOutputs {

    private static final int MOST = 10_000;

    private final History history;
    private final Map<Attempt, Set<String>> found = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, Set<String>> eldest) {
            return size() > MOST;
        }
    };

    private record Attempt(Identity identity, int number) {}

    OpenOutputs(History history) {
        this.history = history;
    }

    /** Returns the names of the open outputs; none of a run that is not there. */
    synchronized Set<String> of(UpstreamRun run) {
        Attempt attempt = new Attempt(run.identity(), run.attempt());
        Set<String> known = found.get(attempt);
        if (known == null) {
            known = history.run(run.identity())
                    .map(detail -> names(detail, run.attempt()))
                    .orElse(Set.of());
            found.put(attempt, known);
        }
        return known;
    }

    private static Set<String> names(RunDetail run, int attempt) {
        return run.attempts().stream()
                .filter(view -> view.number() == attempt)
                .flatMap(view -> view.outputs().stream())
                .filter(output -> output.privacy() == Privacy.OPEN)
                .map(OutputView::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
