package dev.avow.engine.schedule;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedSet;

/** Schedules as JSON; all settings are written, defaults included. */
final class ScheduleJson {

    private static final String KIND = "kind";
    private static final String CATCH_UP = "catchUp";
    private static final String ZONE = "zone";
    private static final String EXCEPT = "except";
    private static final String GAP = "gap";
    private static final String OVERLAP = "overlap";

    private ScheduleJson() {}

    static String write(Schedule schedule) {
        JsonObject.Builder out =
                JsonObject.builder().put(CATCH_UP, schedule.catchUp().name());
        if (schedule instanceof Cron cron) {
            zoned(out, cron.zone(), cron.gap(), cron.overlap(), cron.excluded())
                    .put(KIND, "cron")
                    .put("expression", cron.expression());
        } else if (schedule instanceof FixedRate rate) {
            rate.zone().ifPresent(zone -> out.put(ZONE, zone.getId()));
            out.put(KIND, "fixedRate")
                    .put("period", rate.period().toString())
                    .put("anchor", rate.anchor().toString())
                    .put(EXCEPT, dates(rate.excluded()));
        } else if (schedule instanceof Once once) {
            out.put(KIND, "once").put("when", once.when().toString());
        } else if (schedule instanceof CalendarInterval interval) {
            zoned(out, interval.zone(), interval.gap(), interval.overlap(), interval.excluded())
                    .put(KIND, "calendar")
                    .put("time", interval.time().toString())
                    .put("rule", CalendarRuleJson.write(interval.rule()));
        }
        return CanonicalJson.text(out.build());
    }

    private static JsonObject.Builder zoned(
            JsonObject.Builder out, ZoneId zone, Gap gap, Overlap overlap, SortedSet<LocalDate> excluded) {
        return out.put(ZONE, zone.getId())
                .put(GAP, gap.name())
                .put(OVERLAP, overlap.name())
                .put(EXCEPT, dates(excluded));
    }

    private static JsonArray dates(SortedSet<LocalDate> dates) {
        return JsonArray.ofStrings(dates.stream().map(LocalDate::toString).toList());
    }

    static Schedule read(String text) {
        try {
            JsonObject json = CanonicalJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
            return read(new ScheduleMembers(json));
        } catch (JsonRefusedException | DateTimeException | IllegalArgumentException e) {
            throw new ScheduleException(
                    "Stored schedule cannot be read: " + CronFault.printable(text)
                            + ". Register its job again with this version.",
                    e);
        }
    }

    private static Schedule read(ScheduleMembers in) {
        CatchUp catchUp = CatchUp.valueOf(in.text(CATCH_UP));
        return switch (in.text(KIND)) {
            case "cron" -> cron(in).catchUp(catchUp);
            case "fixedRate" -> rate(in).catchUp(catchUp);
            case "once" -> Once.at(in.instant("when")).catchUp(catchUp);
            case "calendar" -> calendar(in).catchUp(catchUp);
            default -> throw new IllegalArgumentException(in.text(KIND));
        };
    }

    private static Cron cron(ScheduleMembers in) {
        Cron cron = Cron.cron(in.text("expression"))
                .zone(ZoneId.of(in.text(ZONE)))
                .gap(Gap.valueOf(in.text(GAP)))
                .overlap(Overlap.valueOf(in.text(OVERLAP)));
        List<LocalDate> excluded = in.dates(EXCEPT);
        return excluded.isEmpty() ? cron : cron.except(excluded);
    }

    private static FixedRate rate(ScheduleMembers in) {
        FixedRate rate = FixedRate.every(Duration.parse(in.text("period"))).from(in.instant("anchor"));
        if (!in.has(ZONE)) {
            return rate;
        }
        return rate.zone(ZoneId.of(in.text(ZONE))).except(in.dates(EXCEPT));
    }

    private static CalendarInterval calendar(ScheduleMembers in) {
        return CalendarInterval.of(CalendarRuleJson.read(in.object("rule")))
                .at(in.text("time"))
                .zone(ZoneId.of(in.text(ZONE)))
                .gap(Gap.valueOf(in.text(GAP)))
                .overlap(Overlap.valueOf(in.text(OVERLAP)))
                .except(in.dates(EXCEPT));
    }
}
