package dev.avow.engine.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;

/** The oracle: asks each local second whether it matches, and shares no code with what it checks. */
final class SimpleCron {

    private static final List<String> MONTHS =
            List.of("", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("", "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final String[] fields;
    private final boolean[][] times = new boolean[3][60];

    SimpleCron(String expression) {
        fields = expression.toUpperCase(Locale.ROOT).trim().split("[ \t]+", -1);
        for (int field = 0; field < 3; field++) {
            for (int value = 0; value < 60; value++) {
                times[field][value] = any(field, value, 0, field == 2 ? 23 : 59);
            }
        }
    }

    boolean matches(LocalDateTime time) {
        return times[0][time.getSecond()]
                && times[1][time.getMinute()]
                && times[2][time.getHour()]
                && any(4, time.getMonthValue(), 1, 12)
                && (fields.length < 7 || any(6, time.getYear(), 1970, 2199))
                && day(time.toLocalDate());
    }

    private boolean day(LocalDate date) {
        boolean byMonth = fields[5].equals("?");
        for (String item : fields[byMonth ? 3 : 5].split(",", -1)) {
            if (byMonth ? ofMonth(item, date) : ofWeek(item, date)) {
                return true;
            }
        }
        return false;
    }

    private static boolean ofMonth(String item, LocalDate date) {
        if (item.endsWith("W")) {
            LocalDate first = date.withDayOfMonth(1);
            String of = item.substring(0, item.length() - 1);
            for (LocalDate day = first; day.getMonth() == first.getMonth(); day = day.plusDays(1)) {
                if (ofMonth(of, day)) {
                    return date.equals(workday(day));
                }
            }
            return false;
        }
        if (item.startsWith("L")) {
            int before = item.equals("L") ? 0 : Integer.parseInt(item.substring(2));
            return date.getDayOfMonth() == date.lengthOfMonth() - before;
        }
        return one(item, date.getDayOfMonth(), 1, 31, List.of());
    }

    private static LocalDate workday(LocalDate day) {
        for (int away : new int[] {0, -1, 1, -2, 2}) {
            LocalDate near = day.plusDays(away);
            boolean work = near.getDayOfWeek() != DayOfWeek.SATURDAY && near.getDayOfWeek() != DayOfWeek.SUNDAY;
            if (work && near.getMonth() == day.getMonth()) {
                return near;
            }
        }
        throw new AssertionError(day);
    }

    private static boolean ofWeek(String item, LocalDate date) {
        int weekday = date.getDayOfWeek() == DayOfWeek.SUNDAY
                ? 1
                : date.getDayOfWeek().getValue() + 1;
        if (item.equals("L")) {
            return weekday == 7;
        }
        if (item.endsWith("L")) {
            return one(item.substring(0, item.length() - 1), weekday, 1, 7, WEEKDAYS)
                    && date.plusDays(7).getMonth() != date.getMonth();
        }
        if (item.contains("#")) {
            return one(item.substring(0, item.indexOf('#')), weekday, 1, 7, WEEKDAYS)
                    && (date.getDayOfMonth() + 6) / 7 == Integer.parseInt(item.substring(item.indexOf('#') + 1));
        }
        return one(item, weekday, 1, 7, WEEKDAYS);
    }

    private boolean any(int field, int value, int min, int max) {
        for (String item : fields[field].split(",", -1)) {
            if (one(item, value, min, max, field == 4 ? MONTHS : List.of())) {
                return true;
            }
        }
        return false;
    }

    private static boolean one(String item, int value, int min, int max, List<String> names) {
        String[] parts = item.split("/", -1);
        int step = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
        String[] ends = parts[0].split("-", -1);
        if (parts[0].equals("*") || parts[0].isEmpty()) {
            return (value - min) % step == 0;
        }
        int first = number(ends[0], names);
        int last = ends.length > 1 ? number(ends[1], names) : parts.length > 1 ? max : first;
        int size = max - min + 1;
        int up = value >= first ? value : value + size;
        return up <= (last >= first ? last : last + size) && (up - first) % step == 0;
    }

    private static int number(String text, List<String> names) {
        return names.contains(text) ? names.indexOf(text) : Integer.parseInt(text);
    }

    /** Returns the slots of the local times from one to before another, trying each at a step. */
    NavigableSet<Instant> slots(Cron cron, LocalDateTime from, LocalDateTime to, int stepSeconds) {
        return new NaiveSlots(cron.zone(), cron.gap(), cron.overlap())
                .of(NaiveSlots.locals(this::matches, from, to, stepSeconds));
    }
}
