package dev.avow.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** The same fires by bare Quartz with its JDBC store and batched acquisition: no declaration, no history. */
final class QuartzRuns {

    private static final String SOURCE = "bare";
    private static volatile CountDownLatch left = new CountDownLatch(0);

    private QuartzRuns() {}

    /**
     * Fires of repeating triggers, all due at once.
     *
     * @return seconds from the start until all have ended
     */
    static double fires(Databases database, DataSource source, int nodes, int runs, Runnable beforeStart)
            throws SchedulerException, InterruptedException {
        left = new CountDownLatch(runs);
        List<Scheduler> schedulers = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            schedulers.add(scheduler(database, source, nodes > 1, i));
        }
        try {
            store(schedulers.get(0), runs);
            beforeStart.run();
            long start = System.nanoTime();
            for (Scheduler scheduler : schedulers) {
                scheduler.start();
            }
            AvowRuns.await(left);
            return (System.nanoTime() - start) / 1e9;
        } finally {
            for (Scheduler scheduler : schedulers) {
                scheduler.shutdown(true);
            }
        }
    }

    private static void store(Scheduler scheduler, int runs) throws SchedulerException {
        int jobs = AvowRuns.jobs(runs);
        Duration past = Duration.ofSeconds(runs / jobs);
        Date first = Date.from(InstantSource.system().instant().minus(past));
        for (int i = 0; i < jobs; i++) {
            scheduler.scheduleJob(
                    JobBuilder.newJob(Nothing.class).withIdentity("job" + i).build(),
                    TriggerBuilder.newTrigger()
                            .withIdentity("trigger" + i)
                            .startAt(first)
                            .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                    .withIntervalInSeconds(1)
                                    .withRepeatCount(runs / jobs - 1)
                                    .withMisfireHandlingInstructionIgnoreMisfires())
                            .build());
        }
    }

    /** Returns a scheduler that is not started, with its tables in this database. */
    static Scheduler scheduler(Databases database, DataSource source, boolean clustered, int number)
            throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(SOURCE, new Provider(source));
        Properties settings = new Properties();
        settings.put("org.quartz.scheduler.instanceName", "bare");
        settings.put("org.quartz.scheduler.instanceId", "node" + number);
        settings.put("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.put("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(AvowRuns.THREADS));
        settings.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.put("org.quartz.threadPool.threadCount", Integer.toString(AvowRuns.THREADS));
        settings.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.put("org.quartz.jobStore.isClustered", Boolean.toString(clustered));
        settings.put("org.quartz.jobStore.dataSource", SOURCE);
        settings.put("org.quartz.jobStore.useProperties", "true");
        settings.put(
                "org.quartz.jobStore.driverDelegateClass",
                database == Databases.H2
                        ? "org.quartz.impl.jdbcjobstore.StdJDBCDelegate"
                        : "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        return new StdSchedulerFactory(settings).getScheduler();
    }

    /** A pool under Quartz's own interface; it stays open. */
    private record Provider(DataSource source) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return source.getConnection();
        }

        @Override
        public void shutdown() {
            // the pool is another's
        }

        @Override
        public void initialize() {
            // the pool is open
        }
    }

    /** Does nothing. */
    public static final class Nothing implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            left.countDown();
        }
    }
}
