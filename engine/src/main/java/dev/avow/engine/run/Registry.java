package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The jobs that this node knows, each in its newest definition; threads may share it. */
final class Registry {

    private final Map<String, BoundJob> jobs = new ConcurrentSkipListMap<>();

    void put(BoundJob job) {
        jobs.put(job.name(), job);
    }

    Optional<BoundJob> find(String job) {
        return Optional.ofNullable(jobs.get(job));
    }

    BoundJob get(String job) {
        return find(job)
                .orElseThrow(() ->
                        new EngineException("Job '" + job + "' is not registered. Register it with register(job)."));
    }

    List<BoundJob> all() {
        return List.copyOf(jobs.values());
    }
}
