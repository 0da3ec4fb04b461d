package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.core.JobRunShellFactory;
import org.quartz.core.QuartzScheduler;
import org.quartz.core.QuartzSchedulerResources;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.StdJobRunShellFactory;
import org.quartz.impl.StdScheduler;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.spi.JobFactory;
import org.quartz.spi.JobStore;

/** Makes Quartz schedulers that no repository knows, so that nobody but the engine can reach them. */
final class Schedulers {

    private Schedulers() {}

    /**
     * Returns a scheduler that is not started.
     *
     * @param name also of its threads
     */
    static Scheduler create(String name, String instance, JobStore jobStore, Size size, JobFactory jobs) {
        try {
            SimpleThreadPool pool = new SimpleThreadPool(size.threads(), Thread.NORM_PRIORITY);
            pool.setInstanceName(name);
            pool.initialize();
            JobRunShellFactory shells = new StdJobRunShellFactory();
            QuartzSchedulerResources resources = new QuartzSchedulerResources();
            resources.setName(name);
            resources.setInstanceId(instance);
            resources.setThreadName(name + "-scheduler");
            resources.setJobRunShellFactory(shells);
            resources.setThreadPool(pool);
            resources.setThreadExecutor(new DefaultThreadExecutor());
            resources.setJobStore(jobStore);
            resources.setMaxBatchSize(size.batch());
            jobStore.setThreadPoolSize(size.threads());
            QuartzScheduler quartz = new QuartzScheduler(resources, size.idleWait(), -1);
            CascadingClassLoadHelper loader = new CascadingClassLoadHelper();
            loader.initialize();
            jobStore.initialize(loader, quartz.getSchedulerSignaler());
            Scheduler scheduler = new StdScheduler(quartz);
            shells.initialize(scheduler);
            quartz.initialize();
            scheduler.setJobFactory(jobs);
            return scheduler;
        } catch (SchedulerException e) {
            throw new EngineException("Scheduler '" + name + "' cannot be made: " + e.getMessage() + ".", e);
        }
    }

    /**
     * How big a scheduler is.
     *
     * @param batch how many triggers it takes at once
     * @param idleWait after how many milliseconds it looks for triggers that others have stored
     */
    record Size(int threads, int batch, long idleWait) {

        /** Half a minute: enough where nobody else stores triggers. */
        static final long QUARTZ_DEFAULT = -1;
    }
}
