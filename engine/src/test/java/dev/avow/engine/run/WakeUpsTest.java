package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Slots.SlotRow;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.schedule.Schedule;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The clock's own threads beside an engine that is driven by hand. Slots are decades apart, so that a wake-up for one of
 * the past fires at once, and one for the future never.
 */
class WakeUpsTest extends EngineContract {

    private static final long PATIENCE = 60; // seconds; only a failing test waits so long
    private static final Duration FORTY_YEARS = Duration.ofDays(14610);
    private static final Duration CENTURY = Duration.ofDays(36525);

    private WakeUps wakeUps;

    @BeforeEach
    void make() {
        Core core = manual.core();
        wakeUps = new WakeUps(core, new DeclareStep(core, () -> wakeUps));
    }

    @AfterEach
    void stop() {
        wakeUps.close();
    }

    private static Job recurring(Schedule schedule, InputSource tickets) {
        return job("recurring")
                .schedule(schedule)
                .task("summarise", operator("summarise"))
                .input("tickets", tickets)
                .build();
    }

    private static Schedule from(String first, Duration period) {
        return every(period).from(Instant.parse(first));
    }

    private List<String> declared() {
        return store.read(session -> session.slots().slots("recurring", "default", 10)).stream()
                .filter(slot -> slot.decision().equals("DECLARED"))
                .map(SlotRow::firstFor)
                .map(Instant::toString)
                .toList();
    }

    @Test
    void wakes_for_a_slot_that_falls_due_while_the_one_before_is_declared() throws Exception {
        Path tickets = file("tickets.txt", "one");
        CountDownLatch second = new CountDownLatch(2);
        clock.set("1979-12-31T00:00:00Z");
        avow().register(recurring(from("1980-01-01T00:00:00Z", FORTY_YEARS), occasion -> {
            clock.set("2020-01-01T00:00:00Z");
            second.countDown();
            return tickets;
        }));
        clock.set("1980-01-01T00:00:00Z");

        wakeUps.start();
        boolean both = second.await(PATIENCE, TimeUnit.SECONDS);
        wakeUps.close();

        assertThat(both).isTrue();
        assertThat(declared()).containsExactly("2020-01-01T00:00:00Z", "1980-01-01T00:00:00Z");
    }

    @Test
    void wakes_for_the_slots_of_a_definition_that_was_registered_while_the_old_one_was_at_work() throws Exception {
        Path tickets = file("tickets.txt", "one");
        CountDownLatch newOne = new CountDownLatch(1);
        Job newer = recurring(from("2000-01-01T00:00:00Z", CENTURY), occasion -> {
            newOne.countDown();
            return tickets;
        });
        clock.set("1979-12-31T00:00:00Z");
        avow().register(recurring(from("1980-01-01T00:00:00Z", CENTURY), occasion -> {
            avow().register(newer);
            clock.set("2000-01-01T00:00:00Z");
            return tickets;
        }));
        clock.set("1980-01-01T00:00:00Z");

        wakeUps.start();
        boolean woken = newOne.await(PATIENCE, TimeUnit.SECONDS);
        wakeUps.close();

        assertThat(woken).isTrue();
        assertThat(declared()).containsExactly("2000-01-01T00:00:00Z", "1980-01-01T00:00:00Z");
    }

    @Test
    void lets_one_thread_at_a_time_set_a_wake_up() throws Exception {
        wakeUps.start();
        WakeUps held = wakeUps;
        Thread other = new Thread(held::requests);

        synchronized (held) {
            other.start();
            while (other.isAlive() && !waitsForThisThread(other)) {
                Thread.onSpinWait();
            }

            assertThat(waitsForThisThread(other)).isTrue();
        }
        other.join();
    }

    private static boolean waitsForThisThread(Thread other) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(other.getId());
        return info != null && info.getLockOwnerId() == Thread.currentThread().getId();
    }
}
