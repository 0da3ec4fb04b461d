package dev.avow.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** The same fires by bare Quartz with its JDBC store and batched acquisition: no declaration, no history. */
final class QuartzRuns {

    private static final String NAME = "bare";
    private static final String LEFT = "left";
    private static final AtomicInteger SOURCES = new AtomicInteger();

    private QuartzRuns() {}

    /**
     * Fires of repeating triggers, all due at once.
     *
     * @return seconds from the start until all have ended
     */
    static double fires(Databases database, DataSource source, int nodes, int runs, Runnable beforeStart)
            throws SchedulerException, InterruptedException {
        CountDownLatch left = new CountDownLatch(runs);
        List<Scheduler> schedulers = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            Scheduler scheduler = scheduler(database, source, nodes > 1, i);
            scheduler.getContext().put(LEFT, left);
            schedulers.add(scheduler);
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

    /**
     * Returns a scheduler that is not started, with its tables in this database: a new one also where another has the same
     * name, as the nodes of a cluster do, for which Quartz would give back that other.
     */
    static synchronized Scheduler scheduler(Databases database, DataSource source, boolean clustered, int number)
            throws SchedulerException {
        String sourceName = NAME + SOURCES.incrementAndGet();
        DBConnectionManager.getInstance().addConnectionProvider(sourceName, new Provider(source));
        Properties settings = new Properties();
        settings.put("org.quartz.scheduler.instanceName", NAME);
        settings.put("org.quartz.scheduler.instanceId", "node" + number);
        settings.put("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.put("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(AvowRuns.THREADS));
        settings.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.put("org.quartz.threadPool.threadCount", Integer.toString(AvowRuns.THREADS));
        settings.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.put("org.quartz.jobStore.isClustered", Boolean.toString(clustered));
        settings.put("org.quartz.jobStore.dataSource", sourceName);
        settings.put("org.quartz.jobStore.useProperties", "true");
        settings.put(
                "org.quartz.jobStore.driverDelegateClass",
                database == Databases.H2
                        ? "org.quartz.impl.jdbcjobstore.StdJDBCDelegate"
                        : "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        SchedulerRepository.getInstance().remove(NAME);
        Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
        SchedulerRepository.getInstance().remove(NAME);
        return scheduler;
    }

    /** Returns what a scheduler's context has for its jobs. */
    static <T> T of(JobExecutionContext context, String name, Class<T> type) throws JobExecutionException {
        try {
            return type.cast(
                    Objects.requireNonNull(context.getScheduler().getContext().get(name), name));
        } catch (SchedulerException e) {
            throw new JobExecutionException(e);
        }
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
        public void execute(JobExecutionContext context) throws JobExecutionException {
            of(context, LEFT, CountDownLatch.class).countDown();
        }
    }
}
