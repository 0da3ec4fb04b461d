package dev.avow.db.internal;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** Loads classes, and needs no database for it. */
class FirstStatementsTest {

    @Test
    void each_way_of_asking_ends_without_a_database() {
        assertThatCode(FirstStatements::load).doesNotThrowAnyException();
    }
}
