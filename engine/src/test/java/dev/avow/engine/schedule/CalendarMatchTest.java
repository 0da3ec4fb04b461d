package dev.avow.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares days with lists of all days of a period, which are filtered and indexed. */
class CalendarMatchTest {

    private static final LocalDate START = LocalDate.parse("2019-01-01");
    private static final LocalDate END = LocalDate.parse("2032-01-01");

    @Test
    void has_the_same_days_as_lists_of_the_days_of_each_period() {
        for (int seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            int months = List.of(1, 3, 12, -1).get(random.nextInt(4));
            int every = months < 0 ? 1 + random.nextInt(7) : 1;
            LocalDate first = months < 0 ? START.plusDays(random.nextInt(900)) : LocalDate.EPOCH;
            CalendarMonths choice = choice(months, every, first);
            DayOfWeek weekday = DayOfWeek.of(1 + random.nextInt(7));
            int number = 1 + random.nextInt(5);
            Set<LocalDate> excluded = excluded(random);
            Predicate<LocalDate> working = day -> day.getDayOfWeek().getValue() <= 5 && !excluded.contains(day);
            int kind = random.nextInt(6);

            CalendarInterval interval = switch (kind) {
                case 0 -> choice.onDay(number);
                case 1 -> choice.onLastDay();
                case 2 -> choice.onNth(number, weekday);
                case 3 -> choice.onLast(weekday);
                case 4 -> choice.onWorkingDay(number);
                default -> choice.onLastWorkingDay();
            };
            Predicate<LocalDate> counts =
                    kind < 2 ? day -> true : kind < 4 ? day -> day.getDayOfWeek() == weekday : working;
            TreeSet<LocalDate> days = new TreeSet<>();
            YearMonth month = months < 0 ? YearMonth.from(first) : YearMonth.from(START);
            for (; month.atDay(1).isBefore(END); month = month.plusMonths(Math.max(months, every))) {
                List<LocalDate> of = month.atDay(1)
                        .datesUntil(month.plusMonths(Math.max(months, 1)).atDay(1))
                        .filter(counts)
                        .toList();
                int index = kind % 2 == 0 ? number - 1 : of.size() - 1;
                if (index < of.size()) {
                    days.add(of.get(index));
                }
            }
            check(interval.except(excluded), days.tailSet(first), excluded, "seed " + seed);
        }
    }

    private static CalendarMonths choice(int months, int every, LocalDate first) {
        return switch (months) {
            case 1 -> CalendarInterval.monthly();
            case 3 -> CalendarInterval.quarterly();
            case 12 -> CalendarInterval.yearly();
            default -> CalendarInterval.everyMonths(every, first);
        };
    }

    @Test
    void has_the_same_days_as_counting_weeks_and_days() {
        for (int seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            int every = 1 + random.nextInt(20);
            LocalDate first = START.plusDays(random.nextInt(900));
            DayOfWeek weekday = DayOfWeek.of(1 + random.nextInt(7));
            boolean weeks = random.nextBoolean();
            Set<LocalDate> excluded = excluded(random);

            LocalDate monday = first.minusDays(first.getDayOfWeek().getValue() - 1);
            LocalDate day = weeks ? monday.plusDays(weekday.getValue() - 1) : first;
            TreeSet<LocalDate> days = new TreeSet<>();
            for (; day.isBefore(END); day = weeks ? day.plusWeeks(every) : day.plusDays(every)) {
                days.add(day);
            }
            CalendarInterval interval = weeks
                    ? CalendarInterval.everyWeeks(every, first).on(weekday)
                    : CalendarInterval.everyDays(every, first);

            check(interval.except(excluded), days.tailSet(first), excluded, "seed " + seed);
        }
    }

    private static void check(CalendarInterval interval, Set<LocalDate> days, Set<LocalDate> excluded, String seed) {
        TreeSet<Instant> expected = days.stream()
                .filter(day -> !excluded.contains(day))
                .map(day -> day.atTime(9, 30).toInstant(ZoneOffset.UTC))
                .collect(Collectors.toCollection(TreeSet::new));
        Instant from = START.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = END.atStartOfDay(ZoneOffset.UTC).toInstant();

        assertThat(expected).as(seed).isNotEmpty();
        Walk.assertSlots(interval.at("09:30"), from, to, expected, seed);
    }

    private static Set<LocalDate> excluded(Random random) {
        return random.ints(random.nextInt(400), 0, 5_000)
                .mapToObj(START::plusDays)
                .collect(Collectors.toSet());
    }
}
