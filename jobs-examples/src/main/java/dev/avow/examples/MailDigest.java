package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.quartz.QuartzJobs.quartzJob;
import static dev.avow.operators.quartz.QuartzJobs.withContents;

import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.operators.quartz.QuartzJobOperator;
import java.nio.file.Path;
import java.util.Map;

/** A class of Quartz under identity: it is unchanged, and its data, its file and its slot are declared. */
final class MailDigest {

    private MailDigest() {}

    /** The name is declared and the class is not, so that it can be moved. */
    static QuartzJobOperator operator() {
        return QuartzJobOperator.adopting("mail-digest", "1", MailDigestJob.class);
    }

    static Job digested(Path mailbox) {
        return job("mail-digest")
                .schedule(cron("0 0 7 * * ?").catchUp(CatchUp.LAST)) // Quartz's smart policy for a cron trigger
                .task(
                        "send",
                        withContents(
                                quartzJob("mail-digest", Map.of("to", "ops@example.org", "limit", 2)),
                                Map.of("mailbox", input("mailbox"))))
                .input("mailbox", InputSource.file(mailbox))
                .build();
    }
}
