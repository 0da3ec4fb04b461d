package dev.avow.engine.schedule;

import dev.avow.engine.schedule.CronParser.Token;
import dev.avow.engine.schedule.DayRule.FromLast;
import dev.avow.engine.schedule.DayRule.LastWeekday;
import dev.avow.engine.schedule.DayRule.NearestWorkday;
import dev.avow.engine.schedule.DayRule.NthWeekday;
import dev.avow.engine.schedule.DayRule.Numbers;
import dev.avow.engine.schedule.DayRule.Weekdays;
import java.time.DayOfWeek;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an item of one of the two day fields, which know {@code L}, {@code W} and {@code #} besides. */
final class CronDayItem {

    private static final Pattern LAST_DAY = Pattern.compile("L(?:-([1-9]|[12][0-9]|30))?(W?)");
    private static final int SATURDAY = DayOfWeek.SATURDAY.getValue() + 1;

    private final CronField field;
    private final CronFault fault;
    private final CronItem plain;

    CronDayItem(CronField field, CronFault fault) {
        this.field = field;
        this.fault = fault;
        this.plain = new CronItem(field, fault);
    }

    DayRule rule(Token item) {
        Token upper = new Token(Ascii.upperCase(item.text()), item.offset());
        return field == CronField.DAY_OF_MONTH ? dayOfMonth(upper) : dayOfWeek(upper);
    }

    private DayRule dayOfMonth(Token item) {
        Matcher last = LAST_DAY.matcher(item.text());
        if (last.matches()) {
            String before = last.group(1);
            DayRule day = new FromLast(before == null ? 0 : Integer.parseInt(before));
            return last.group(2).isEmpty() ? day : new NearestWorkday(day);
        }
        if (item.text().startsWith("L")) {
            throw fault.at(
                    item.offset(),
                    field.label + " '" + item.text() + "' is not known",
                    "Use L, LW, L-1 to L-30, or L-1W to L-30W.");
        }
        if (item.text().endsWith("W")) {
            return new NearestWorkday(new Numbers(bits(plain.value(withoutLast(item)))));
        }
        return new Numbers(plain.values(item));
    }

    private DayRule dayOfWeek(Token item) {
        int hash = item.text().indexOf('#');
        if (hash >= 0) {
            return nth(item, hash);
        }
        if (item.text().equals("L")) {
            return new Weekdays(bits(SATURDAY));
        }
        if (item.text().endsWith("L")) {
            return new LastWeekday(plain.value(withoutLast(item)));
        }
        return new Weekdays(plain.values(item));
    }

    private DayRule nth(Token item, int hash) {
        int weekday = plain.value(item.part(0, hash));
        String number = item.text().substring(hash + 1);
        if (!number.matches("[1-5]")) {
            throw fault.at(
                    item.offset() + hash + 1,
                    "number '" + number + "' of a weekday in its month is not 1 to 5",
                    "Use 1 to 5, or L for the last one.");
        }
        return new NthWeekday(weekday, number.charAt(0) - '0');
    }

    private static Token withoutLast(Token item) {
        return item.part(0, item.text().length() - 1);
    }

    private static BitSet bits(int value) {
        BitSet bits = new BitSet();
        bits.set(value);
        return bits;
    }
}
