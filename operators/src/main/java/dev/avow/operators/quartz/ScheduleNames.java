package dev.avow.operators.quartz;

import dev.avow.engine.dsl.JobBuilder;
import java.util.Collection;
import java.util.regex.Pattern;
import org.quartz.utils.Key;

/** Names of the schedules of one job that are the same whenever its code is started. */
final class ScheduleNames {

    /** What {@link Key#createUniqueName} makes up for what has no name, and a bare UUID. */
    private static final Pattern RANDOM = Pattern.compile(
            "([0-9a-f]{12}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private ScheduleNames() {}

    /** Tells whether a name was given, and not made up at random. */
    static boolean isGiven(Key<?> key) {
        return !RANDOM.matcher(key.getName()).matches();
    }

    /**
     * Returns the name of the next schedule whose trigger has none.
     *
     * @param only whether the job has no other trigger
     * @param taken names of the job's other schedules
     */
    static String next(boolean only, Collection<String> taken) {
        if (only) {
            return JobBuilder.DEFAULT_SCHEDULE;
        }
        int number = 1;
        while (taken.contains("schedule-" + number)) {
            number++;
        }
        return "schedule-" + number;
    }
}
