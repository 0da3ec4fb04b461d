package dev.avow.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Runs.Standing;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextAttemptTest {

    private static Standing standing(String state, String waiting) {
        Optional<String> why = waiting.equals("-") ? Optional.empty() : Optional.of(waiting);
        return new Standing(state, why, "", 2, FakeEvidence.NOON);
    }

    @ParameterizedTest
    @CsvSource({
        "DECLARED,  -,           false, true,  true,  3, -",
        "DECLARED,  POOL,        false, true,  false, 3, -",
        "RETRYING,  -,           false, true,  true,  3, -",
        "RETRYING,  DENIED,      false, true,  false, 3, -",
        "RUNNING,   -,           false, false, false, 3, -",
        "RUNNING,   DEFERRED,    true,  true,  true,  2, DEFERRED",
        "RUNNING,   DENIED,      true,  true,  false, 2, DEFERRED",
        "RUNNING,   NO_OPERATOR, true,  true,  false, 2, DEFERRED",
        "SUCCEEDED, -,           false, false, false, 3, -"
    })
    void knows_from_where_a_run_stands_what_can_be_claimed_next(
            String state, String waiting, boolean deferred, boolean open, boolean admitted, int number, String after) {
        Standing standing = standing(state, waiting);

        assertThat(NextAttempt.isDeferred(standing)).isEqualTo(deferred);
        assertThat(NextAttempt.isOpen(standing)).isEqualTo(open);
        assertThat(NextAttempt.isAdmitted(standing)).isEqualTo(admitted);
        assertThat(NextAttempt.number(standing)).isEqualTo(number);
        assertThat(NextAttempt.admitted(standing, "", FakeEvidence.NOON)).isEqualTo(standing(state, after));
    }
}
