package dev.avow.engine.schedule;

import dev.avow.engine.schedule.CronParser.Token;
import java.util.BitSet;

/** Reads an item of a field's list: {@code *}, a value, a range, and any of them with a step. */
final class CronItem {

    private final CronField field;
    private final CronFault fault;

    CronItem(CronField field, CronFault fault) {
        this.field = field;
        this.fault = fault;
    }

    BitSet values(Token item) {
        int slash = item.text().indexOf('/');
        Token base = slash < 0 ? item : item.part(0, slash);
        int step = slash < 0 ? 1 : step(item.part(slash + 1, item.text().length()));
        if (base.text().equals("*") || (base.text().isEmpty() && slash >= 0)) {
            return steps(field.min, field.max, step);
        }
        int dash = base.text().indexOf('-');
        if (dash < 0) {
            int value = value(base);
            return steps(value, slash < 0 ? value : field.max, step);
        }
        return range(base, dash, step);
    }

    private BitSet range(Token range, int dash, int step) {
        int first = value(range.part(0, dash));
        int last = value(range.part(dash + 1, range.text().length()));
        if (last >= first) {
            return steps(first, last, step);
        }
        if (field == CronField.YEAR) {
            throw fault.at(
                    range.offset(), "year range " + range.text() + " runs backwards", "Put the earlier year first.");
        }
        return steps(first, last + size(), step);
    }

    /** Returns the values from first to last by step; those above the field's end go on at its start. */
    private BitSet steps(int first, int last, int step) {
        BitSet values = new BitSet();
        for (int value = first; value <= last; value += step) {
            values.set(value > field.max ? value - size() : value);
        }
        return values;
    }

    private int size() {
        return field.max - field.min + 1;
    }

    private int step(Token step) {
        int most = Math.min(field.max, size());
        int value = digits(step.text());
        if (value < 1 || value > most) {
            throw fault.at(
                    step.offset(),
                    field.label + " step '" + step.text() + "' is not a number from 1 to " + most,
                    "Use one, such as /1.");
        }
        return value;
    }

    /** Returns a value, by number or name, that the field has. */
    int value(Token token) {
        int named = field.named(Ascii.upperCase(token.text()));
        int value = named >= 0 ? named : digits(token.text());
        if (value < 0) {
            throw fault.at(token.offset(), field.label + " '" + token.text() + "' is not known", field.advice());
        }
        if (value < field.min || value > field.max) {
            String bound = value < field.min ? "below " + field.min : "above " + field.max;
            throw fault.at(token.offset(), field.label + " " + token.text() + " is " + bound, field.advice());
        }
        return value;
    }

    /** Returns a number of plain digits, or -1; a long one as one that no field has. */
    private static int digits(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
    }
}
