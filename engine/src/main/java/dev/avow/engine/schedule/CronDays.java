package dev.avow.engine.schedule;

import java.time.YearMonth;
import java.util.BitSet;
import java.util.List;

/** The days of a cron expression: those that any rule chooses, in its months and years. */
record CronDays(List<DayRule> rules, BitSet months, BitSet years) implements DayRule {

    @Override
    public long days(YearMonth month) {
        if (!months.get(month.getMonthValue()) || !years.get(month.getYear())) {
            return 0;
        }
        long days = 0;
        for (DayRule rule : rules) {
            days |= rule.days(month);
        }
        return days;
    }
}
