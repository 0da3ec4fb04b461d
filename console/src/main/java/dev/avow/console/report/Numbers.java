package dev.avow.console.report;

/** Numbers for attributes and for people, the same in every locale. */
final class Numbers {

    private Numbers() {}

    /** Returns a number with at most two decimals. */
    static String plain(double value) {
        long hundredths = Math.round(value * 100);
        String sign = hundredths < 0 ? "-" : "";
        long whole = Math.abs(hundredths) / 100;
        long rest = Math.abs(hundredths) % 100;
        if (rest == 0) {
            return sign + whole;
        }
        String digits = rest < 10 ? "0" + rest : Long.toString(rest);
        return sign + whole + "." + (digits.endsWith("0") ? digits.substring(0, 1) : digits);
    }

    static String percent(double value) {
        return plain(value) + "%";
    }

    /** Returns a whole number with a comma before each three digits. */
    static String grouped(long value) {
        StringBuilder out = new StringBuilder(Long.toString(value));
        int first = value < 0 ? 1 : 0;
        for (int i = out.length() - 3; i > first; i -= 3) {
            out.insert(i, ',');
        }
        return out.toString();
    }

    /** Returns a count with its noun: {@code 1 run}, {@code 2 runs}. */
    static String count(long value, String noun) {
        return grouped(value) + " " + noun + (value == 1 ? "" : "s");
    }
}
