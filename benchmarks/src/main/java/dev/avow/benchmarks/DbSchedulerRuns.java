package dev.avow.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The same work by db-scheduler: its table, the polling that it advises for throughput and as many threads; one-time tasks
 * stored in a batch before its schedulers start.
 *
 * @see <a href="https://github.com/kagkarlsson/db-scheduler/blob/master/docs/performance.md">db-scheduler: performance</a>
 */
final class DbSchedulerRuns {

    /** As its documentation has it for PostgreSQL. */
    private static final String TABLE = """
            create table scheduled_tasks (
                task_name text not null,
                task_instance text not null,
                task_data bytea,
                execution_time timestamp with time zone not null,
                picked boolean not null,
                picked_by text,
                last_success timestamp with time zone,
                last_failure timestamp with time zone,
                consecutive_failures int,
                last_heartbeat timestamp with time zone,
                version bigint not null,
                priority smallint,
                primary key (task_name, task_instance)
            );
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
            create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc)""";

    private DbSchedulerRuns() {}

    /**
     * Tasks that were scheduled before, all due.
     *
     * @return seconds from the start until all have ended
     */
    static double tasks(DataSource source, int nodes, int runs) throws SQLException, InterruptedException {
        create(source);
        CountDownLatch left = new CountDownLatch(runs);
        OneTimeTask<Void> task = Tasks.oneTime("nothing").execute((instance, context) -> left.countDown());
        List<Scheduler> schedulers = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            schedulers.add(Scheduler.create(source, task)
                    .schedulerName(new SchedulerName.Fixed("node" + i))
                    .threads(AvowRuns.THREADS)
                    .pollUsingLockAndFetch(0.5, 1.0)
                    .enableImmediateExecution()
                    .build());
        }
        Stream<TaskInstance<?>> all = IntStream.range(0, runs).mapToObj(i -> task.instance(Integer.toString(i)));
        schedulers.get(0).scheduleBatch(all, InstantSource.system().instant());
        try {
            long start = System.nanoTime();
            schedulers.forEach(Scheduler::start);
            AvowRuns.await(left);
            return (System.nanoTime() - start) / 1e9;
        } finally {
            schedulers.forEach(Scheduler::stop);
        }
    }

    private static void create(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
    }
}
