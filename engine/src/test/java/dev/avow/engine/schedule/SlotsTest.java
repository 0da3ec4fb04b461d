package dev.avow.engine.schedule;

import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.schedule.Slots.Decided;
import dev.avow.engine.schedule.Slots.Owed;
import dev.avow.engine.schedule.Slots.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Cron HOURLY = cron("0 0 * * * ?");

    @Test
    void between_leaves_out_the_start_and_takes_the_end() {
        assertThat(Slots.between(HOURLY, MIDNIGHT, at("02:00:00"), Set.of(), 10))
                .containsExactly(at("01:00:00"), at("02:00:00"));
        assertThat(Slots.between(HOURLY, MIDNIGHT, at("09:00:00"), Set.of(), 2))
                .containsExactly(at("01:00:00"), at("02:00:00"));
    }

    @Test
    void all_takes_the_oldest_first_and_says_that_there_are_more() {
        Cron all = HOURLY.catchUp(CatchUp.ALL);

        Owed first = Slots.owed(all, Decided.upTo(MIDNIGHT), at("03:30:00"), 2, GRACE);
        Owed second = Slots.owed(all, Decided.upTo(first.decidedTo()), at("03:30:00"), 2, GRACE);

        assertThat(first).isEqualTo(new Owed(List.of(), List.of(at("01:00:00"), at("02:00:00")), at("02:00:00"), true));
        assertThat(second).isEqualTo(new Owed(List.of(), List.of(at("03:00:00")), at("03:30:00"), false));
    }

    @Test
    void last_takes_the_newest_and_skips_the_others() {
        Owed owed = Slots.owed(HOURLY, Decided.upTo(MIDNIGHT), at("03:30:00"), 1, GRACE);

        Span skipped = new Span(at("01:00:00"), at("02:00:00"), 2);
        assertThat(owed).isEqualTo(new Owed(List.of(skipped), List.of(at("03:00:00")), at("03:30:00"), false));
    }

    @Test
    void none_takes_only_a_slot_that_is_on_time() {
        Cron none = HOURLY.catchUp(CatchUp.NONE);

        Owed onTime = Slots.owed(none, Decided.upTo(at("01:00:00")), at("02:01:00"), 1, GRACE);
        Owed late =
                Slots.owed(none, Decided.upTo(at("01:00:00")), at("02:01:00").plusNanos(1), 1, GRACE);

        assertThat(onTime).isEqualTo(new Owed(List.of(), List.of(at("02:00:00")), at("02:01:00"), false));
        Span skipped = new Span(at("02:00:00"), at("02:00:00"), 1);
        assertThat(late).isEqualTo(new Owed(List.of(skipped), List.of(), at("02:01:00"), false));
    }

    @Test
    void a_clock_that_went_back_owes_nothing_and_takes_nothing_back() {
        for (CatchUp catchUp : CatchUp.values()) {
            Owed owed = Slots.owed(HOURLY.catchUp(catchUp), Decided.upTo(at("05:00:00")), MIDNIGHT, 1, GRACE);

            assertThat(owed).isEqualTo(new Owed(List.of(), List.of(), at("05:00:00"), false));
        }
    }

    @Test
    void fractions_of_a_second_change_no_slot() {
        Instant early = at("02:00:00").minusNanos(1);

        assertThat(Slots.owed(HOURLY, Decided.upTo(at("01:00:00")), early, 1, GRACE)
                        .due())
                .isEmpty();
        assertThat(Slots.owed(HOURLY, Decided.upTo(at("01:00:00")), early, 1, GRACE)
                        .decidedTo())
                .isEqualTo(at("01:59:59"));
        assertThat(Slots.owed(HOURLY, Decided.upTo(early), at("02:00:00").plusNanos(1), 1, GRACE)
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

            Owed owed = Slots.owed(each, Decided.upTo(MIDNIGHT), later, 1, GRACE);

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
                cursor = decide(schedule, Decided.upTo(cursor), now, 1 + random.nextInt(4), decided);
            }

            assertThat(decided)
                    .as("seed %s", seed)
                    .isEqualTo(Slots.between(schedule, start, Instant.MAX, Set.of(), decided.size()));
        }
    }

    private static Instant decide(Schedule schedule, Decided before, Instant now, int limit, List<Instant> decided) {
        Owed owed = Slots.owed(schedule, before, now, limit, GRACE);
        for (Span span : owed.skipped()) {
            List<Instant> skipped = Slots.between(schedule, span.first().minusNanos(1), span.last(), Set.of(), 10_000);
            assertThat(skipped).hasSize((int) span.slots());
            decided.addAll(skipped);
        }
        decided.addAll(owed.due());
        Decided after = new Decided(owed.decidedTo(), before.ahead());
        return owed.more() ? decide(schedule, after, now, limit, decided) : owed.decidedTo();
    }

    @Test
    void slots_that_were_declared_ahead_are_not_owed_again() {
        Decided decided = new Decided(MIDNIGHT, new TreeSet<>(Set.of(at("02:00:00"), at("04:00:00"))));

        Owed all = Slots.owed(HOURLY.catchUp(CatchUp.ALL), decided, at("05:30:00"), 9, GRACE);
        Owed last = Slots.owed(HOURLY, decided, at("05:30:00"), 9, GRACE);
        Owed newestIsDecided = Slots.owed(HOURLY, decided, at("04:30:00"), 9, GRACE);

        assertThat(all.due()).containsExactly(at("01:00:00"), at("03:00:00"), at("05:00:00"));
        List<Span> between =
                List.of(new Span(at("01:00:00"), at("01:00:00"), 1), new Span(at("03:00:00"), at("03:00:00"), 1));
        assertThat(last).isEqualTo(new Owed(between, List.of(at("05:00:00")), at("05:30:00"), false));
        assertThat(newestIsDecided).isEqualTo(new Owed(between, List.of(), at("04:30:00"), false));
    }

    @Test
    void with_what_was_declared_ahead_every_slot_is_decided_exactly_once() {
        for (int seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            Schedule schedule =
                    cron("0 0/20 * * * ?").catchUp(List.of(CatchUp.values()).get(random.nextInt(3)));
            Instant now = MIDNIGHT.plusSeconds(random.nextInt(200_000));
            TreeSet<Instant> ahead = Slots.between(schedule, MIDNIGHT, now, Set.of(), 10_000).stream()
                    .filter(slot -> random.nextInt(3) == 0)
                    .collect(Collectors.toCollection(TreeSet::new));

            List<Instant> decided = new ArrayList<>(ahead);
            decide(schedule, new Decided(MIDNIGHT, ahead), now, 1 + random.nextInt(9), decided);

            assertThat(decided)
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(Slots.between(schedule, MIDNIGHT, now, Set.of(), 10_000));
        }
    }

    @Test
    void refuses_a_limit_below_one() {
        assertThatThrownBy(() -> Slots.owed(HOURLY, Decided.upTo(MIDNIGHT), MIDNIGHT, 0, GRACE))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("Limit 0 is too low. Use 1 or more.");
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + "Z");
    }
}
