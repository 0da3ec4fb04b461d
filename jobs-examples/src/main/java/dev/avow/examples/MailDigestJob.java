package dev.avow.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** A job as a team has it on Quartz: it knows nothing of declarations. */
public final class MailDigestJob implements Job {

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        JobDataMap data = context.getMergedJobDataMap();
        try {
            List<String> subjects = Files.readAllLines(Path.of(data.getString("mailbox")));
            int shown = Math.min(data.getInt("limit"), subjects.size());
            String day = context.getScheduledFireTime()
                    .toInstant()
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
            context.setResult("To " + data.getString("to") + ", " + day + ": " + shown + " of " + subjects.size() + "\n"
                    + String.join("\n", subjects.subList(0, shown)) + "\n");
        } catch (IOException e) {
            throw new JobExecutionException("The mailbox cannot be read", e, false);
        }
    }
}
