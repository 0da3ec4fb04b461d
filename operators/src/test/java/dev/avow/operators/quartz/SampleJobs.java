package dev.avow.operators.quartz;

import dev.avow.engine.operator.DeclaredRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.InterruptableJob;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.PersistJobDataAfterExecution;
import org.quartz.SchedulerException;

/** Jobs as teams have them; nothing in them knows of declarations, but for one. */
public final class SampleJobs {

    private SampleJobs() {}

    /** Gives as result what a job can find in its context. */
    public static class Telling implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            TreeMap<String, Object> told = new TreeMap<>();
            told.put("fire", context.getFireTime().toInstant().toString());
            told.put("scheduled", context.getScheduledFireTime().toInstant().toString());
            @Nullable Date previous = context.getPreviousFireTime();
            told.put(
                    "previous", previous == null ? "null" : previous.toInstant().toString());
            told.put("next", String.valueOf(context.getNextFireTime()));
            told.put("refires", context.getRefireCount());
            told.put("recovering", context.isRecovering());
            told.put("detail", context.getJobDetail().getKey().toString());
            told.put("trigger", context.getTrigger().getKey().toString());
            told.put("start", context.getTrigger().getStartTime().toInstant().toString());
            context.setResult(told);
        }
    }

    /** Is told its data by setters. */
    public static class Digest implements Job {

        private String to = "";
        private long limit;
        private Long most = 0L;
        private boolean brief;
        private double share;

        public void setTo(String to) {
            this.to = to;
        }

        public void setLimit(long limit) {
            this.limit = limit;
        }

        public void setMost(Long most) {
            this.most = most;
        }

        public void setBrief(boolean brief) {
            this.brief = brief;
        }

        public void setShare(double share) {
            this.share = share;
        }

        @Override
        public void execute(JobExecutionContext context) {
            context.setResult(to + " " + limit + " " + most + " " + brief + " " + share);
        }
    }

    /** Asks its data map as jobs do. */
    public static class Asking implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            JobDataMap data = context.getMergedJobDataMap();
            context.setResult(List.of(
                    data.getString("to"),
                    data.getInt("limit"),
                    data.getLong("limit"),
                    data.getLongValue("limit"),
                    data.getDouble("limit"),
                    data.getBoolean("brief"),
                    data.getDouble("share"),
                    data.getLong("big")));
        }
    }

    /** Counts in its data, and keeps the secret of its connection in use. */
    @PersistJobDataAfterExecution
    public static class Counting implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            JobDataMap data = context.getJobDetail().getJobDataMap();
            data.put("count", data.getInt("count") + 1);
            context.setResult(data.getString("password").length());
        }
    }

    /** Fails as its data say. */
    public static class Failing implements Job {

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            String how = context.getMergedJobDataMap().getString("how");
            if (how.equals("unchecked")) {
                throw new IllegalStateException("no mail server");
            }
            JobExecutionException failure = new JobExecutionException("no mail server");
            failure.setRefireImmediately(how.startsWith("refire"));
            failure.setUnscheduleAllTriggers(how.endsWith("unschedule"));
            failure.setUnscheduleFiringTrigger(how.equals("unschedule firing"));
            throw failure;
        }
    }

    /** Fails at first, and wants another attempt. */
    public static class Refiring implements Job {

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            if (context.getRefireCount() == 0) {
                throw new JobExecutionException("no mail server", true);
            }
            context.setResult(context.getRefireCount() + " " + context.getFireInstanceId());
        }
    }

    /** Gives its data back. */
    public static class Echoing implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            context.setResult(new TreeMap<>(context.getMergedJobDataMap()));
        }
    }

    /** Starts itself once more. */
    public static class Scheduling implements Job {

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                context.getScheduler().triggerJob(context.getJobDetail().getKey());
            } catch (SchedulerException e) {
                throw new JobExecutionException(e, true);
            }
        }
    }

    /** Interrupts others. */
    public static class Interrupting implements Job {

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                context.getScheduler().interrupt(context.getJobDetail().getKey());
            } catch (SchedulerException e) {
                throw new JobExecutionException(e);
            }
        }
    }

    /** Reads a file that its data name, and an upstream output of the run. */
    public static class Reading implements Job {

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            DeclaredRun run = QuartzJobOperator.run(context);
            try {
                String file =
                        Files.readString(Path.of(context.getMergedJobDataMap().getString("file")));
                String both = file + run.upstream("before", "report").text();
                context.setResult(both.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new JobExecutionException(e);
            }
        }
    }

    /** Gives what no JSON can tell. */
    public static class Odd implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            context.setResult(Map.of("self", new Object()));
        }
    }

    /** Works until it is let go. */
    @DisallowConcurrentExecution
    public static class Alone implements Job {

        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch over = new CountDownLatch(1);

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            started.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new JobExecutionException(e);
            }
            context.setResult("done");
        }
    }

    /** Works until it is told to stop. */
    public static class Stoppable implements InterruptableJob {

        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch told = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        volatile boolean threadInterrupted;

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            started.countDown();
            while (!threadInterrupted) {
                try {
                    told.await();
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    threadInterrupted = true;
                }
            }
            ended.countDown();
        }

        @Override
        public void interrupt() {
            told.countDown();
        }
    }

    /** Ends by itself, and could be told to stop. */
    public static class Patient implements InterruptableJob {

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            if (context.getMergedJobDataMap().containsKey("fail")) {
                throw new JobExecutionException("no mail server");
            }
            context.setResult("done");
        }

        @Override
        public void interrupt() {}
    }

    /** Has no constructor that a scheduler could call. */
    public static class Unmakeable implements Job {

        public Unmakeable(String unused) {}

        @Override
        public void execute(JobExecutionContext context) {}
    }
}
