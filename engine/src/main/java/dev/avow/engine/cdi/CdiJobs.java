package dev.avow.engine.cdi;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.JobSource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Instance.Handle;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Finds jobs among the beans: those of type {@link Job}, and what those of type {@link JobSource} give. */
final class CdiJobs {

    private final SortedMap<String, Job> byName = new TreeMap<>();

    private CdiJobs() {}

    /**
     * Returns the jobs, ordered by name.
     *
     * @throws EngineException if two have one name, or a bean gives none
     */
    static Collection<Job> of(Instance<Job> jobs, Instance<JobSource> sources) {
        CdiJobs found = new CdiJobs();
        jobs.handlesStream().forEach(handle -> found.addAll(handle, List::of));
        sources.handlesStream().forEach(handle -> found.addAll(handle, JobSource::jobs));
        return found.byName.values();
    }

    private <T> void addAll(Handle<T> handle, Function<T, Collection<Job>> jobs) {
        try {
            T bean = handle.get();
            if (bean == null) {
                throw new EngineException(
                        "A bean of " + handle.getBean().getBeanClass().getName()
                                + " is null in place of a job. Produce a job, or leave the bean out.");
            }
            jobs.apply(bean).forEach(this::add);
        } finally {
            if (handle.getBean().getScope().equals(Dependent.class)) {
                handle.destroy();
            }
        }
    }

    private void add(Job job) {
        if (byName.putIfAbsent(job.name(), job) != null) {
            throw new EngineException(
                    "Two beans give a job named '" + job.name() + "'. Give each job a name of its own.");
        }
    }
}
