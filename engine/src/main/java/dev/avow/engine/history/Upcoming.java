package dev.avow.engine.history;

import dev.avow.db.Session;
import dev.avow.db.Slots.DefinitionRow;
import dev.avow.engine.schedule.Schedule;
import dev.avow.engine.schedule.ScheduleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the next slots: those that are declared ahead, and those that follow from the stored schedules. */
final class Upcoming {

    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private Upcoming() {}

    static List<UpcomingSlot> of(Session session, List<String> jobs, Instant now, int limit) {
        List<Moment> moments = new ArrayList<>();
        for (String job : jobs) {
            session.slots().definitions(job).forEach(each -> moments.addAll(moments(session, each, now, limit)));
        }
        return moments.stream()
                .sorted(Comparator.comparing(Moment::at)
                        .thenComparing(Moment::job)
                        .thenComparing(Moment::schedule))
                .limit(limit)
                .map(moment -> view(session, moment))
                .toList();
    }

    private record Moment(String job, String schedule, Instant at, boolean decided) {}

    private static List<Moment> moments(Session session, DefinitionRow row, Instant now, int limit) {
        String job = row.cursor().job();
        String name = row.cursor().schedule();
        TreeMap<Instant, Boolean> slots = new TreeMap<>();
        session.slots().decidedBetween(job, name, now, END).forEach(slot -> slots.put(slot, true));
        Optional<Schedule> schedule = row.definition().map(ScheduleText::parse);
        Optional<Instant> next = schedule.flatMap(known -> known.next(now));
        for (int i = 0; i < limit && next.isPresent(); i++) {
            slots.putIfAbsent(next.get(), false);
            next = schedule.get().next(next.get());
        }
        return slots.entrySet().stream()
                .limit(limit)
                .map(slot -> new Moment(job, name, slot.getKey(), slot.getValue()))
                .toList();
    }

    private static UpcomingSlot view(Session session, Moment moment) {
        String occasion = "slot:" + moment.schedule() + ":" + moment.at();
        List<RunView> runs = moment.decided()
                ? session.runs().ofOccasion(moment.job(), occasion).stream()
                        .map(row -> Views.of(session, row))
                        .toList()
                : List.of();
        return new UpcomingSlot(moment.job(), moment.schedule(), moment.at(), occasion, moment.decided(), runs);
    }
}
