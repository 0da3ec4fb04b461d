package dev.avow.engine.schedule;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.schedule.CalendarRule.EveryDays;
import dev.avow.engine.schedule.CalendarRule.EveryPeriods;
import dev.avow.engine.schedule.CalendarRule.EveryWeeks;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeSet;

/** Rules of calendar intervals as JSON. */
final class CalendarRuleJson {

    private static final String EVERY = "every";
    private static final String FIRST = "first";
    private static final String UNIT = "unit";
    private static final String WEEKDAYS = "weekdays";
    private static final String DAYS = "days";

    private CalendarRuleJson() {}

    static JsonObject write(CalendarRule rule) {
        JsonObject.Builder out = JsonObject.builder();
        if (rule instanceof EveryDays days) {
            out.put(UNIT, "DAY")
                    .put(EVERY, days.every())
                    .put(FIRST, days.first().toString());
        } else if (rule instanceof EveryWeeks weeks) {
            out.put(UNIT, "WEEK")
                    .put(EVERY, weeks.every())
                    .put(FIRST, weeks.first().toString())
                    .put(WEEKDAYS, weekdays(weeks.weekdays()));
        } else if (rule instanceof EveryPeriods periods) {
            out.put(UNIT, periods.period().name())
                    .put(EVERY, periods.every())
                    .put(FIRST, periods.first().toString())
                    .put(
                            DAYS,
                            new JsonArray(periods.chosen().stream()
                                    .<JsonValue>map(CalendarRuleJson::day)
                                    .toList()));
        }
        return out.build();
    }

    private static JsonObject day(CalendarDay day) {
        return JsonObject.builder()
                .put("number", day.number())
                .put(WEEKDAYS, weekdays(day.weekdays()))
                .put("kind", day.kind().name())
                .build();
    }

    private static JsonArray weekdays(Collection<DayOfWeek> weekdays) {
        return JsonArray.ofStrings(
                new TreeSet<>(weekdays).stream().map(DayOfWeek::name).toList());
    }

    static CalendarRule read(ScheduleMembers in) {
        int every = CalendarRule.check(in.number(EVERY), "of a rule");
        LocalDate first = CalendarRule.check(LocalDate.parse(in.text(FIRST)));
        return switch (in.text(UNIT)) {
            case "DAY" -> new EveryDays(every, first);
            case "WEEK" ->
                new EveryWeeks(every, first, Collections.unmodifiableSortedSet(new TreeSet<>(readWeekdays(in))));
            default ->
                new EveryPeriods(
                        every,
                        CalendarPeriod.valueOf(in.text(UNIT)),
                        first,
                        in.objects(DAYS).stream().map(CalendarRuleJson::readDay).toList());
        };
    }

    private static CalendarDay readDay(ScheduleMembers in) {
        return new CalendarDay(
                in.number("number"), new TreeSet<>(readWeekdays(in)), CalendarDay.Kind.valueOf(in.text("kind")));
    }

    private static Collection<DayOfWeek> readWeekdays(ScheduleMembers in) {
        return in.texts(WEEKDAYS).stream().map(DayOfWeek::valueOf).toList();
    }
}
