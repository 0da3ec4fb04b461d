package dev.avow.operators.quartz;

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
import org.quartz.CronTrigger;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;

/** A trigger of Quartz as a schedule, with notes of what is left out. */
record MigratedTrigger(Trigger trigger, List<String> notes) {

    String name() {
        return trigger.getKey().getName();
    }

    Optional<Schedule> schedule() {
        try {
            Optional<Schedule> schedule = find();
            if (schedule.isEmpty()) {
                note("has a schedule that does not exist here, and is left out. Define one by hand");
            } else {
                noteWhatIsLost();
            }
            return schedule;
        } catch (ScheduleException e) {
            note("is left out, since its schedule cannot be read here: " + e);
            return Optional.empty();
        }
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

    private void noteWhatIsLost() {
        if (trigger.getCalendarName() != null) {
            note("has the calendar '" + trigger.getCalendarName()
                    + "', which is left out. Add its dates with except(...)");
        }
        if (trigger.getEndTime() != null) {
            note("ends at " + trigger.getEndTime().toInstant() + ", which is left out. Remove the job then");
        }
        if (!trigger.getJobDataMap().isEmpty()) {
            note("has data of its own, which are left out. Give it a job of its own");
        }
        if (trigger.getPriority() != Trigger.DEFAULT_PRIORITY) {
            note("has a priority, which is left out. Use pools");
        }
    }

    private void note(String what) {
        notes.add("Trigger '" + trigger.getKey() + "' " + what + ".");
    }
}
