package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadHoldTest {

    private final ThreadHold hold = new ThreadHold();

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void interrupts_the_thread_that_it_holds() {
        hold.begin();

        hold.interrupt();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interrupts_a_thread_that_it_gets_later() {
        hold.interrupt();

        hold.begin();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void gives_its_thread_back_uninterrupted() {
        hold.begin();
        hold.interrupt();

        hold.end();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(hold.over()).isCompleted();
    }

    @Test
    void interrupts_no_thread_that_it_has_given_back() {
        hold.begin();
        hold.end();

        hold.interrupt();

        assertThat(Thread.interrupted()).isFalse();
    }
}
