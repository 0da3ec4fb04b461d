package dev.avow.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/**
 * The same work by JobRunr: its own tables, its standard settings and as many workers, jobs stored in bulk before its
 * servers start.
 *
 * @see <a href="https://www.jobrunr.io/en/documentation/background-methods/enqueueing-jobs/">JobRunr: enqueueing jobs</a>
 */
final class JobRunrRuns {

    private static volatile CountDownLatch left = new CountDownLatch(0);

    private JobRunrRuns() {}

    /**
     * Jobs that were enqueued before.
     *
     * @return seconds from the start until all have ended
     */
    static double jobs(DataSource source, int nodes, int runs) throws InterruptedException {
        left = new CountDownLatch(runs);
        List<BackgroundJobServer> servers = new ArrayList<>();
        List<StorageProvider> stores = new ArrayList<>();
        try {
            for (int i = 0; i < nodes; i++) {
                StorageProvider store = new PostgresStorageProvider(source);
                stores.add(store);
                JobRunrConfigurationResult node = node(store);
                servers.add(node.getBackgroundJobServer());
                if (i == 0) {
                    node.getJobRequestScheduler()
                            .enqueue(Stream.generate(Nothing::new).limit(runs));
                }
            }
            long start = System.nanoTime();
            servers.forEach(BackgroundJobServer::start);
            AvowRuns.await(left);
            return (System.nanoTime() - start) / 1e9;
        } finally {
            servers.forEach(BackgroundJobServer::stop);
            stores.forEach(StorageProvider::close);
        }
    }

    private static JobRunrConfigurationResult node(StorageProvider store) {
        return JobRunr.configure()
                .useStorageProvider(store)
                .useBackgroundJobServer(
                        BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                                .andId(UUID.randomUUID())
                                .andWorkerCount(AvowRuns.THREADS),
                        false)
                .initialize();
    }

    /** A job without values. */
    public static final class Nothing implements JobRequest {

        @Override
        public Class<NothingHandler> getJobRequestHandler() {
            return NothingHandler.class;
        }
    }

    /** Does nothing. */
    public static final class NothingHandler implements JobRequestHandler<Nothing> {

        @Override
        public void run(Nothing request) {
            left.countDown();
        }
    }
}
