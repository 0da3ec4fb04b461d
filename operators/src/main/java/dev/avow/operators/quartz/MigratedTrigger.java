package dev.avow.operators.quartz;

import dev.avow.engine.identity.Printable;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.Cron;
import dev.avow.engine.schedule.FixedRate;
import dev.avow.engine.schedule.Once;
import dev.avow.engine.schedule.Schedule;
import dev.avow.engine.schedule.ScheduleException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.quartz.CalendarIntervalTrigger;
import org.quartz.CronTrigger;
import org.quartz.DailyTimeIntervalTrigger;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;

/**
 * A trigger of Quartz as a schedule.
 *
 * @param notes to which is added what is left out or otherwise here
 */
record MigratedTrigger(Trigger trigger, TriggerState state, Instant now, List<String> notes) {

    /** Returns the schedule, or empty if there is none like it here. */
    Optional<Schedule> schedule() {
        if (hasEnded()) {
            note("ended at " + trigger.getEndTime().toInstant() + ", and is left out");
            return Optional.empty();
        }
        try {
            Optional<Schedule> schedule = find();
            if (schedule.isEmpty()) {
                note(kind() + ", which does not exist here, and is left out. Define a schedule by hand");
            } else {
                noteState();
                noteTimes();
                noteWhatIsLost();
            }
            return schedule;
        } catch (ScheduleException e) {
            note("is left out, since its schedule cannot be read here: "
                    + String.valueOf(e.getMessage()).replaceFirst("[.]$", ""));
            return Optional.empty();
        }
    }

    void note(String what) {
        notes.add("Trigger " + MigratedJob.quoted(trigger.getKey()) + " " + what + ".");
    }

    private Optional<Schedule> find() {
        if (trigger instanceof CronTrigger cron) {
            return Optional.of(Cron.cron(cron.getCronExpression())
                    .zone(cron.getTimeZone().toZoneId())
                    .catchUp(catchUp(CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING)));
        }
        if (!(trigger instanceof SimpleTrigger simple)) {
            return Optional.empty();
        }
        Instant start = simple.getStartTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        CatchUp catchUp = catchUp(SimpleTrigger.MISFIRE_INSTRUCTION_RESCHEDULE_NEXT_WITH_REMAINING_COUNT);
        if (simple.getRepeatCount() == 0) {
            return Optional.of(Once.at(start).catchUp(catchUp));
        }
        return simple.getRepeatCount() == SimpleTrigger.REPEAT_INDEFINITELY
                ? Optional.of(FixedRate.every(Duration.ofMillis(simple.getRepeatInterval()))
                        .from(start)
                        .catchUp(catchUp))
                : Optional.empty();
    }

    /** @param leastNext from this instruction on, a trigger waits for its next time */
    private CatchUp catchUp(int leastNext) {
        int instruction = trigger.getMisfireInstruction();
        if (instruction == Trigger.MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY) {
            return CatchUp.ALL;
        }
        return instruction >= leastNext ? CatchUp.NONE : CatchUp.LAST;
    }

    private String kind() {
        if (trigger instanceof SimpleTrigger simple) {
            return "fires " + (simple.getRepeatCount() + 1) + " times, each "
                    + Duration.ofMillis(simple.getRepeatInterval());
        }
        if (trigger instanceof CalendarIntervalTrigger interval) {
            return "repeats by the calendar, each " + interval.getRepeatInterval() + " "
                    + interval.getRepeatIntervalUnit();
        }
        return trigger instanceof DailyTimeIntervalTrigger daily
                ? "repeats within days, each " + daily.getRepeatInterval() + " " + daily.getRepeatIntervalUnit()
                : "is of the kind " + trigger.getClass().getName();
    }

    private boolean hasEnded() {
        return trigger.getEndTime() != null && !trigger.getEndTime().toInstant().isAfter(now);
    }

    private void noteState() {
        if (state == TriggerState.PAUSED) {
            note("is paused, and its schedule here is not. Pause the job before it is due, or take the schedule out");
        }
        if (state == TriggerState.ERROR) {
            note("is in error there, and its schedule here is not. Find out why before you register the job");
        }
    }

    private void noteTimes() {
        Instant start = trigger.getStartTime().toInstant();
        if (trigger instanceof CronTrigger && start.isAfter(now)) {
            note("starts at " + start + ", and its schedule here when the job is registered. Register it then");
        }
        if (trigger.getEndTime() != null) {
            note("ends at " + trigger.getEndTime().toInstant() + ", which is left out. Remove the job then");
        }
    }

    private void noteWhatIsLost() {
        if (trigger.getCalendarName() != null) {
            note("has the calendar " + Printable.quoted(trigger.getCalendarName())
                    + ", which is left out. Add its dates with except(...)");
        }
        if (!trigger.getJobDataMap().isEmpty()) {
            note("has data of its own, which are left out. Give it a job of its own");
        }
        if (trigger.getPriority() != Trigger.DEFAULT_PRIORITY) {
            note("has a priority, which is left out. Use pools");
        }
    }
}
