package dev.avow.engine.schedule;

/** A field of a cron expression, in the order of the fields. */
enum CronField {
    SECOND("second", 0, 59, ""),
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY_OF_MONTH("day of month", 1, 31, ""),
    MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
    DAY_OF_WEEK("day of week", 1, 7, "SUN MON TUE WED THU FRI SAT"),
    YEAR("year", LocalSlots.FIRST_YEAR, LocalSlots.LAST_YEAR, "");

    final String label;
    final int min;
    final int max;
    private final String names;

    CronField(String label, int min, int max, String names) {
        this.label = label;
        this.min = min;
        this.max = max;
        this.names = names;
    }

    /** Returns the value of a three-letter name in upper case, or -1. */
    int named(String name) {
        int at = name.length() == 3 ? names.indexOf(name) : -1;
        return at >= 0 && at % 4 == 0 ? min + at / 4 : -1;
    }

    /** Returns the sentence that says which values there are. */
    String advice() {
        String range = "Use " + min + " to " + max;
        return switch (this) {
            case MONTH -> range + ", or JAN to DEC.";
            case DAY_OF_WEEK -> range + ", where 1 is Sunday, or SUN to SAT.";
            default -> range + ".";
        };
    }
}
