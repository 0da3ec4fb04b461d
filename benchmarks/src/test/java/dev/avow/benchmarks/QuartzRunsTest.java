package dev.avow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.benchmarks.Databases.Opened;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;

/** What stands beside Avow is what it is said to be. */
class QuartzRunsTest {

    @Test
    void the_nodes_of_a_cluster_are_schedulers_of_their_own_with_one_name() throws Exception {
        try (Opened opened = Databases.H2.open()) {
            Scheduler first = QuartzRuns.scheduler(Databases.H2, opened.source(), true, 0);
            Scheduler second = QuartzRuns.scheduler(Databases.H2, opened.source(), true, 1);
            try {
                assertThat(first.getSchedulerInstanceId()).isEqualTo("node0");
                assertThat(second.getSchedulerInstanceId()).isEqualTo("node1");
                assertThat(second.getSchedulerName()).isEqualTo(first.getSchedulerName());
            } finally {
                first.shutdown(false);
                second.shutdown(false);
            }
        }
    }
}
