package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.schedule.Slots.Owed;
import dev.avow.engine.schedule.Slots.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Cron HOURLY = cron("0 0 * * * ?");

    @Test
    void between_leaves_out_the_start_and_takes_the_end() {
        assertThat(Slots.between(HOURLY, MIDNIGHT, at("02:00:00"), 10)).containsExactly(at("01:00:00"), at("02:00:00"));
        assertThat(Slots.between(HOURLY, MIDNIGHT, at("09:00:00"), 2)).containsExactly(at("01:00:00"), at("02:00:00"));
    }

    @Test
    void all_takes_the_oldest_first_and_says_that_there_are_more() {
        Cron all = HOURLY.catchUp(CatchUp.ALL);

        Owed first = Slots.owed(all, MIDNIGHT, at("03:30:00"), 2, GRACE);
        Owed second = Slots.owed(all, first.decidedTo(), at("03:30:00"), 2, GRACE);

        assertThat(first).isEqualTo(new Owed(List.of(), List.of(at("01:00:00"), at("02:00:00")), at("02:00:00"), true));
        assertThat(second).isEqualTo(new Owed(List.of(), List.of(at("03:00:00")), at("03:30:00"), false));
    }

    @Test
    void last_takes_the_newest_and_skips_the_others() {
        Owed owed = Slots.owed(HOURLY, MIDNIGHT, at("03:30:00"), 1, GRACE);

        Span skipped = new Span(at("01:00:00"), at("02:00:00"), 2);
        assertThat(owed).isEqualTo(new Owed(List.of(skipped), List.of(at("03:00:00")), at("03:30:00"), false));
    }

    @Test
    void none_takes_only_a_slot_that_is_on_time() {
        Cron none = HOURLY.catchUp(CatchUp.NONE);

        Owed onTime = Slots.owed(none, at("01:00:00"), at("02:01:00"), 1, GRACE);
        Owed late = Slots.owed(none, at("01:00:00"), at("02:01:00").plusNanos(1), 1, GRACE);

        assertThat(onTime).isEqualTo(new Owed(List.of(), List.of(at("02:00:00")), at("02:01:00"), false));
        Span skipped = new Span(at("02:00:00"), at("02:00:00"), 1);
        assertThat(late).isEqualTo(new Owed(List.of(skipped), List.of(), at("02:01:00"), false));
    }

    @Test
    void a_clock_that_went_back_owes_nothing_and_takes_nothing_back() {
        for (CatchUp catchUp : CatchUp.values()) {
            Owed owed = Slots.owed(HOURLY.catchUp(catchUp), at("05:00:00"), MIDNIGHT, 1, GRACE);

            assertThat(owed).isEqualTo(new Owed(List.of(), List.of(), at("05:00:00"), false));
        }
    }

    @Test
    void fractions_of_a_second_change_no_slot() {
        Instant early = at("02:00:00").minusNanos(1);

        assertThat(Slots.owed(HOURLY, at("01:00:00"), early, 1, GRACE).due()).isEmpty();
        assertThat(Slots.owed(HOURLY, at("01:00:00"), early, 1, GRACE).decidedTo())
                .isEqualTo(at("01:59:59"));
        assertThat(Slots.owed(HOURLY, early, at("02:00:00").plusNanos(1), 1, GRACE)
                        .due())
                .containsExactly(at("02:00:00"));
    }

    @Test
    void counts_what_a_century_skipped_without_passing_each_slot() {
        Instant later = MIDNIGHT.plus(Duration.ofDays(36_500));
        Span span = new Span(MIDNIGHT.plusSeconds(1), later.minusSeconds(1), 36_500L * 86_400 - 1);

        for (Schedule each :
                List.of(cron("* * * * * ?").zone("Europe/Berlin"), FixedRate.every(Duration.ofSeconds(1)))) {
            long nights = each instanceof Cron ? 100 * 3600L : 0;

            Owed owed = Slots.owed(each, MIDNIGHT, later, 1, GRACE);

            assertThat(owed.due()).containsExactly(later);
            assertThat(owed.skipped()).containsExactly(new Span(span.first(), span.last(), span.slots() - nights));
        }
    }

    @Test
    void every_slot_is_decided_exactly_once_whenever_the_clock_is_looked_at() {
        for (int seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            CatchUp catchUp = List.of(CatchUp.values()).get(random.nextInt(3));
            Schedule schedule = random.nextBoolean()
                    ? FixedRate.every(Duration.ofMinutes(1 + random.nextInt(90)))
                            .catchUp(catchUp)
                    : cron("0 0/20 * * * ?")
                            .zone("Europe/Berlin")
                            .overlap(Overlap.TWICE)
                            .catchUp(catchUp);
            Instant start = Instant.parse("2026-10-24T00:00:00Z");

            List<Instant> decided = new ArrayList<>();
            Instant cursor = start;
            for (Instant now = start; decided.size() < 300; now = now.plusMillis(random.nextInt(9_000_000))) {
                cursor = decide(schedule, cursor, now, 1 + random.nextInt(4), decided);
            }

            assertThat(decided)
                    .as("seed %s", seed)
                    .isEqualTo(Slots.between(schedule, start, Instant.MAX, decided.size()));
        }
    }

    private static Instant decide(Schedule schedule, Instant from, Instant now, int limit, List<Instant> decided) {
        Owed owed = Slots.owed(schedule, from, now, limit, GRACE);
        for (Span span : owed.skipped()) {
            List<Instant> skipped = Slots.between(schedule, span.first().minusNanos(1), span.last(), 10_000);
            assertThat(skipped).hasSize((int) span.slots());
            decided.addAll(skipped);
        }
        decided.addAll(owed.due());
        return owed.more() ? decide(schedule, owed.decidedTo(), now, limit, decided) : owed.decidedTo();
    }

    @Test
    void refuses_a_limit_below_one() {
        assertThatThrownBy(() -> Slots.owed(HOURLY, MIDNIGHT, MIDNIGHT, 0, GRACE))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Limit 0 is too low. Use 1 or more.");
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + "Z");
    }
}
