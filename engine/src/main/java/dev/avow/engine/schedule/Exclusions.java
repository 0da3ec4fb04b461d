package dev.avow.engine.schedule;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Local dates, such as holidays, on which a schedule has no slot. */
final class Exclusions {

    static final Exclusions NONE = new Exclusions(new TreeSet<>());

    private final SortedSet<LocalDate> dates;
    private final Map<YearMonth, Long> months = new HashMap<>();

    private Exclusions(SortedSet<LocalDate> dates) {
        this.dates = Collections.unmodifiableSortedSet(dates);
        dates.forEach(date -> months.merge(YearMonth.from(date), 1L << date.getDayOfMonth(), (a, b) -> a | b));
    }

    /**
     * Returns these dates and more.
     *
     * @throws ScheduleException if one of them is before 1970 or after 2199
     */
    Exclusions and(Collection<LocalDate> more) {
        SortedSet<LocalDate> all = new TreeSet<>(dates);
        more.forEach(date -> all.add(LocalSlots.check(date, "Excluded date")));
        return new Exclusions(all);
    }

    SortedSet<LocalDate> dates() {
        return dates;
    }

    /** Returns the excluded days of a month as bits, bit 1 for the first. */
    long days(YearMonth month) {
        return months.getOrDefault(month, 0L);
    }

    boolean contains(LocalDate date) {
        return dates.contains(date);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Exclusions that && dates.equals(that.dates);
    }

    @Override
    public int hashCode() {
        return dates.hashCode();
    }

    /** Returns words to put behind those for a schedule; none if no date is excluded. */
    @Override
    public String toString() {
        return dates.isEmpty() ? "" : " except " + dates.size() + (dates.size() == 1 ? " date" : " dates");
    }
}
