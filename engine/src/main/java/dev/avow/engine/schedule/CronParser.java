package dev.avow.engine.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads a cron expression in Quartz's syntax: finds the fields, and puts together what they say. */
final class CronParser {

    private static final String ORDER = "second, minute, hour, day of month, month, day of week, and year if wanted";

    private final CronFault fault;
    private final Map<CronField, Token> fields = new EnumMap<>(CronField.class);

    private CronParser(String expression) {
        this.fault = new CronFault(expression);
        List<Token> tokens = split(expression, " \t");
        checkCount(tokens, expression.length());
        for (CronField field : CronField.values()) {
            if (fields.size() < tokens.size()) {
                fields.put(field, tokens.get(fields.size()));
            }
        }
    }

    /**
     * Returns what an expression matches.
     *
     * @throws ScheduleException if it is not valid, or matches no day
     */
    static LocalSlots parse(String expression) {
        return new CronParser(expression).slots();
    }

    /** Reads field by field, so that the first fault is the one that is told. */
    private LocalSlots slots() {
        BitSet seconds = values(CronField.SECOND);
        BitSet minutes = values(CronField.MINUTE);
        BitSet hours = values(CronField.HOUR);
        List<DayRule> days = new ArrayList<>(dayRules(CronField.DAY_OF_MONTH));
        BitSet months = values(CronField.MONTH);
        checkDays();
        days.addAll(dayRules(CronField.DAY_OF_WEEK));
        CronDays matched = new CronDays(List.copyOf(days), months, years());
        LocalSlots slots = new LocalSlots(new DayTimes(hours, minutes, seconds), matched, Exclusions.NONE);
        if (slots.isEmpty()) {
            throw neverFires();
        }
        return slots;
    }

    private ScheduleException neverFires() {
        CronField days = isOpen(CronField.DAY_OF_MONTH) ? CronField.DAY_OF_WEEK : CronField.DAY_OF_MONTH;
        return fault.at(
                field(days).offset(),
                "no day from " + CronField.YEAR.min + " to " + CronField.YEAR.max + " matches",
                "Use a day that the months and years have.");
    }

    private BitSet years() {
        if (fields.containsKey(CronField.YEAR)) {
            return values(CronField.YEAR);
        }
        BitSet all = new BitSet();
        all.set(CronField.YEAR.min, CronField.YEAR.max + 1);
        return all;
    }

    private BitSet values(CronField field) {
        BitSet values = new BitSet();
        CronItem reader = new CronItem(field, fault);
        for (Token item : items(field)) {
            values.or(reader.values(item));
        }
        return values;
    }

    private List<DayRule> dayRules(CronField field) {
        if (isOpen(field)) {
            return List.of();
        }
        CronDayItem reader = new CronDayItem(field, fault);
        return items(field).stream().map(reader::rule).toList();
    }

    private boolean isOpen(CronField field) {
        return field(field).text().equals("?");
    }

    private Token field(CronField field) {
        return Objects.requireNonNull(fields.get(field));
    }

    private List<Token> items(CronField field) {
        Token all = field(field);
        List<Token> items = new ArrayList<>();
        int start = 0;
        for (int comma; (comma = all.text().indexOf(',', start)) >= 0; start = comma + 1) {
            items.add(all.part(start, comma));
        }
        items.add(all.part(start, all.text().length()));
        return items;
    }

    private void checkCount(List<Token> tokens, int length) {
        int count = tokens.size();
        if (count == 5) {
            throw fault.at(
                    tokens.get(0).offset(),
                    "it has 5 fields, and seconds come first",
                    "Put the second in front, and ? for one of day of month and day of week, as in '0 30 6 ? * MON-FRI'.");
        }
        if (count < 6 || count > 7) {
            int offset = count > 7 ? tokens.get(7).offset() : length;
            throw fault.at(
                    offset, "it has " + count + (count == 1 ? " field" : " fields"), "Use 6 or 7: " + ORDER + ".");
        }
    }

    private void checkDays() {
        Token month = field(CronField.DAY_OF_MONTH);
        Token week = field(CronField.DAY_OF_WEEK);
        boolean openMonth = isOpen(CronField.DAY_OF_MONTH);
        if (openMonth == isOpen(CronField.DAY_OF_WEEK)) {
            throw fault.at(
                    week.offset(),
                    "day of month " + month.text() + " and day of week " + week.text()
                            + (openMonth ? " leave the day open" : " exclude each other"),
                    "Use ? for exactly one of them.");
        }
    }

    private static List<Token> split(String text, String separators) {
        List<Token> tokens = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= text.length(); end++) {
            if (end == text.length() || separators.indexOf(text.charAt(end)) >= 0) {
                if (end > start) {
                    tokens.add(new Token(text.substring(start, end), start));
                }
                start = end + 1;
            }
        }
        return tokens;
    }

    /** A part of the expression, and its offset there. */
    record Token(String text, int offset) {

        Token part(int start, int end) {
            return new Token(text.substring(start, end), offset + start);
        }
    }
}
