package dev.avow.operators.quartz;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.quartz.InterruptableJob;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.UnableToInterruptJobException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs a job that wants to be told when its attempt is to end: on a thread of its own, since this one has to tell it. */
final class JobThread {

    private static final Logger LOG = LoggerFactory.getLogger(JobThread.class);

    private final InterruptableJob job;
    private final FutureTask<Boolean> work;
    private final Thread thread;

    private JobThread(InterruptableJob job, JobExecutionContext context) {
        this.job = job;
        @Nullable Map<String, String> diagnostics = MDC.getCopyOfContextMap();
        this.work = new FutureTask<>(() -> {
            if (diagnostics != null) {
                MDC.setContextMap(diagnostics);
            }
            job.execute(context);
            return true;
        });
        this.thread = new Thread(work, Thread.currentThread().getName() + "-job");
        thread.setDaemon(true);
    }

    /**
     * Executes a job to its end; when this thread is interrupted, the job is told, its thread is interrupted, and its end
     * awaited.
     *
     * @throws JobExecutionException if the job throws it
     * @throws InterruptedException if this thread was interrupted
     */
    static void execute(InterruptableJob job, JobExecutionContext context)
            throws JobExecutionException, InterruptedException {
        JobThread running = new JobThread(job, context);
        running.thread.start();
        try {
            running.work.get();
        } catch (InterruptedException e) {
            running.interrupt();
            running.awaitEnd();
            throw e;
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    private void interrupt() {
        try {
            job.interrupt();
        } catch (UnableToInterruptJobException | RuntimeException e) {
            LOG.warn("Job {} cannot be told that its attempt is to end; its thread is interrupted", job.getClass(), e);
        }
        thread.interrupt();
    }

    /** An attempt whose thread still works has not ended, so a further interrupt is passed on, and the wait goes on. */
    private void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static JobExecutionException thrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof JobExecutionException failure ? failure : new JobExecutionException(cause);
    }
}
