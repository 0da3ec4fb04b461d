package dev.avow.engine.schedule;

/** A schedule as text that says all of it, so that another process can compute its slots. */
public final class ScheduleText {

    private ScheduleText() {}

    /** Returns the text of a schedule: canonical JSON. */
    public static String of(Schedule schedule) {
        return ScheduleJson.write(schedule);
    }

    /**
     * Returns the schedule of a text.
     *
     * @throws ScheduleException if it is none that {@link #of} gives, or one of a newer version
     */
    public static Schedule parse(String text) {
        return ScheduleJson.read(text);
    }
}
