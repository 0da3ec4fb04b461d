package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Check-ins every two seconds, so that a beat may stand still for ten. */
class BeatsTest {

    private final AtomicLong seconds = new AtomicLong();
    private final Beats beats = new Beats(
            new Monotonic() {
                @Override
                public long nanos() {
                    return Duration.ofSeconds(seconds.get()).toNanos();
                }

                @Override
                public void pause(Duration time) {
                    throw new AssertionError("nobody waits here");
                }
            },
            Duration.ofSeconds(10));

    private void checkIns(int count) {
        for (int i = 0; i < count; i++) {
            seconds.addAndGet(2);
            beats.awake();
        }
    }

    @Test
    void a_beat_that_stands_still_for_five_check_ins_is_dead() {
        assertThat(beats.standsStill("a", 7)).isFalse();

        checkIns(4);
        assertThat(beats.standsStill("a", 7)).isFalse();
        checkIns(1);
        assertThat(beats.standsStill("a", 7)).isTrue();
    }

    @Test
    void a_beat_that_moves_lives() {
        for (int beat = 0; beat < 20; beat++) {
            assertThat(beats.standsStill("a", beat)).isFalse();
            checkIns(1);
        }
    }

    @Test
    void time_in_which_this_node_could_not_check_in_does_not_count() {
        beats.standsStill("a", 7);

        checkIns(2);
        seconds.addAndGet(9);
        assertThat(beats.standsStill("a", 7)).isFalse();
        seconds.addAndGet(3600);
        assertThat(beats.standsStill("a", 7)).isFalse();
    }

    @Test
    void a_node_that_stood_still_begins_anew() {
        beats.standsStill("a", 7);
        checkIns(4);

        seconds.addAndGet(3600);
        beats.awake();

        assertThat(beats.standsStill("a", 7)).isFalse();
    }

    @Test
    void a_beat_is_remembered_though_a_look_takes_long() {
        beats.standsStill("a", 7);

        checkIns(60);

        assertThat(beats.standsStill("a", 7)).isTrue();
    }
}
