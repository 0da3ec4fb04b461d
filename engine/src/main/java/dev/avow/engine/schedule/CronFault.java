package dev.avow.engine.schedule;

/** Words for what is wrong with a cron expression. */
final class CronFault {

    private final String expression;

    CronFault(String expression) {
        this.expression = expression;
    }

    /**
     * Returns the exception to throw.
     *
     * @param offset of the first fault, from 0
     * @param what what is wrong, without a full stop
     * @param advice a sentence that says what to do
     */
    ScheduleException at(int offset, String what, String advice) {
        return new ScheduleException("Cron expression '" + printable(expression) + "' is not valid at offset " + offset
                + ": " + printable(what) + ". " + advice);
    }

    /** Keeps the message on one line. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }
}
