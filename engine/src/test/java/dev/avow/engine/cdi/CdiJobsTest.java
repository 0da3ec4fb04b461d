package dev.avow.engine.cdi;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.JobSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Named;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class CdiJobsTest {

    @Test
    void finds_jobs_and_sources_of_jobs_among_the_beans() {
        assertThat(jobsOf(Producers.class, Source.class)).extracting(Job::name).containsExactly("a", "b", "c", "d");
    }

    @Test
    void refuses_two_jobs_of_one_name() {
        assertThatThrownBy(() -> jobsOf(Producers.class, Twin.class))
                .isInstanceOf(EngineException.class)
                .hasMessage("Two beans give a job named 'b'. Give each job a name of its own.");
    }

    @Test
    void refuses_a_producer_that_gives_null() {
        assertThatThrownBy(() -> jobsOf(Nothing.class))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "A bean of dev.avow.engine.cdi.CdiJobsTest$Nothing is null in place of a job. Produce a job,"
                                + " or leave the bean out.");
    }

    private static List<Job> jobsOf(Class<?>... beans) {
        try (SeContainer container = Containers.of(beans)) {
            return List.copyOf(CdiJobs.of(
                    container.select(Job.class, Any.Literal.INSTANCE),
                    container.select(JobSource.class, Any.Literal.INSTANCE)));
        }
    }

    private static Job named(String name) {
        return job(name).task("work", operator("work")).build();
    }

    @Dependent
    static class Producers {

        @Produces
        static Job second() {
            return named("b");
        }

        @Produces
        @Named("qualified")
        @ApplicationScoped
        static JobSource qualified() {
            return () -> List.of(named("d"));
        }

        @Produces
        static Job first() {
            return named("a");
        }
    }

    @ApplicationScoped
    static class Source implements JobSource {

        @Override
        public Collection<Job> jobs() {
            return List.of(named("c"));
        }
    }

    @ApplicationScoped
    static class Twin implements JobSource {

        @Override
        public Collection<Job> jobs() {
            return List.of(named("b"));
        }
    }

    @Dependent
    static class Nothing {

        @Produces
        static Job nothing() {
            return null;
        }
    }
}
