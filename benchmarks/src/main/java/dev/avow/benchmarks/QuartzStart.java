package dev.avow.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;

/** Starts bare Quartz on H2 with one job that is due at once, and tells when it fires. */
final class QuartzStart {

    static final String FIRED = "fired";

    private static final String TABLES = "runscript from 'classpath:org/quartz/impl/jdbcjobstore/tables_h2.sql'";
    private static volatile CountDownLatch left = new CountDownLatch(1);

    private QuartzStart() {}

    /** @param arguments the directory of the store */
    public static void main(String[] arguments) throws SQLException, SchedulerException, InterruptedException {
        long start = System.nanoTime();
        left = new CountDownLatch(1);
        Path directory = Path.of(arguments[0]);
        boolean isNew = !Files.exists(directory.resolve("store.mv.db"));
        try (HikariDataSource pool = Databases.h2(directory)) {
            pool.setMinimumIdle(1);
            if (isNew) {
                makeTables(pool);
            }
            Scheduler scheduler = QuartzRuns.scheduler(Databases.H2, pool, false, 0);
            scheduler.scheduleJob(
                    JobBuilder.newJob(First.class)
                            .withIdentity("nightly-report")
                            .build(),
                    TriggerBuilder.newTrigger().startNow().build());
            scheduler.start();
            AvowRuns.await(left);
            OwnJvm.saySince(FIRED, start);
            scheduler.shutdown(true);
        }
    }

    private static void makeTables(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
    }

    /** Says that it fired. */
    public static final class First implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            left.countDown();
        }
    }
}
