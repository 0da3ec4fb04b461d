package dev.avow.console.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Instants from left to right, in UTC. */
record TimeAxis(Instant first, Instant last) {

    private static final double LEFT = 1.5;
    private static final double WIDTH = 97;
    private static final int MOST_TICKS = 6;
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long[] STEPS = {
        1, 5, 15, 30, 60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, DAY, 2 * DAY, 3 * DAY, 4 * DAY, 7 * DAY,
        14 * DAY, 28 * DAY
    };
    private static final int[] MONTHS = {1, 3, 6, 12, 24, 60, 120, 600, 1200, 12000};

    /** Returns an axis from the first of these instants to the last; around the only one if there is no other. */
    static Optional<TimeAxis> over(List<Instant> instants) {
        return instants.stream().min(Instant::compareTo).map(first -> {
            Instant last = instants.stream().max(Instant::compareTo).orElse(first);
            return first.equals(last)
                    ? new TimeAxis(first.minus(Duration.ofMinutes(30)), last.plus(Duration.ofMinutes(30)))
                    : new TimeAxis(first, last);
        });
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(first) && !instant.isAfter(last);
    }

    /** Returns how far right an instant is, in percent of a plot's width; those outside are at the edges. */
    double percent(Instant instant) {
        double whole = seconds(first, last);
        double part = Math.max(0, Math.min(whole, seconds(first, instant)));
        return LEFT + WIDTH * part / whole;
    }

    String x(Instant instant) {
        return Numbers.percent(percent(instant));
    }

    private static double seconds(Instant from, Instant to) {
        Duration between = Duration.between(from, to);
        return between.toSeconds() + between.toNanosPart() / 1e9;
    }

    /** Returns at most six instants that are round in UTC, oldest first. */
    List<Instant> ticks() {
        for (long step : STEPS) {
            if (seconds(first, last) / step < MOST_TICKS) {
                return even(step);
            }
        }
        for (int months : MONTHS) {
            List<Instant> ticks = monthly(months);
            if (ticks.size() <= MOST_TICKS) {
                return ticks;
            }
        }
        return List.of();
    }

    private List<Instant> even(long step) {
        List<Instant> ticks = new ArrayList<>();
        long start = Math.floorDiv(first.getEpochSecond() + step - 1, step) * step;
        for (long at = start; at <= last.getEpochSecond(); at += step) {
            add(ticks, Instant.ofEpochSecond(at));
        }
        return ticks;
    }

    private List<Instant> monthly(int months) {
        List<Instant> ticks = new ArrayList<>();
        LocalDate start = LocalDate.ofInstant(first, ZoneOffset.UTC).withDayOfMonth(1);
        long since = Math.floorDiv(start.getYear() * 12L + start.getMonthValue() - 1, months) * months;
        LocalDate at = LocalDate.of((int) Math.floorDiv(since, 12L), (int) Math.floorMod(since, 12L) + 1, 1);
        while (!at.atStartOfDay().toInstant(ZoneOffset.UTC).isAfter(last) && ticks.size() <= MOST_TICKS) {
            add(ticks, at.atStartOfDay().toInstant(ZoneOffset.UTC));
            at = at.plusMonths(months);
        }
        return ticks;
    }

    private void add(List<Instant> ticks, Instant tick) {
        if (contains(tick)) {
            ticks.add(tick);
        }
    }

    /** Draws the ticks with dates and times below a plot of this height, and lines through it. */
    void draw(Html html, int top, int bottom) {
        List<Instant> ticks = ticks();
        boolean times = ticks.stream().anyMatch(tick -> Math.floorMod(tick.getEpochSecond(), DAY) != 0);
        String date = "";
        html.open("g", "class", "axis");
        for (int i = 0; i < ticks.size(); i++) {
            String text = ticks.get(i).toString();
            String day = text.substring(0, text.indexOf('T'));
            String x = x(ticks.get(i));
            String tick = "t" + (i % 3) + " " + anchor(ticks.get(i));
            html.leaf("line", "x1", x, "x2", x, "y1", "" + top, "y2", "" + bottom);
            String time = text.substring(text.indexOf('T') + 1, text.length() - 1);
            if (times) {
                html.element("text", time, "x", x, "y", "" + (bottom + 16), "class", tick);
            }
            if (!times || !day.equals(date)) {
                html.element("text", day, "x", x, "y", "" + (bottom + (times ? 31 : 16)), "class", tick);
            }
            date = day;
        }
        html.close();
    }

    /** Where text at an instant begins, so that it stays inside the plot. */
    String anchor(Instant instant) {
        double percent = percent(instant);
        return percent < 12 ? "start" : percent > 88 ? "end" : "middle";
    }
}
