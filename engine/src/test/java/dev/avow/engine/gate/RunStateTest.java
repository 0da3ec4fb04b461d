package dev.avow.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunStateTest {

    /** Each row is a state to go from, each column one to go to, in the same order; x may be, . may not. */
    private static final String TABLE = """
            DECLARED     . x . . . . . x x x
            RUNNING      . . x x x x x x . .
            RETRYING     . x . . . x x x . x
            SUCCEEDED    x . . . . . . . . .
            FAILED       x . . . . . . . . .
            TIMED_OUT    x . . . . . . . . .
            INTERRUPTED  x . . . . . . . . .
            CANCELLED    x . . . . . . . . .
            REJECTED     x . . . . . . . . .
            EXPIRED      x . . . . . . . . .
            """;

    static Stream<Arguments> pairs() {
        List<List<String>> rows = TABLE.lines().map(RunStateTest::cells).toList();
        return rows.stream()
                .flatMap(row -> Stream.iterate(1, i -> i + 1)
                        .limit(rows.size())
                        .map(i -> Arguments.of(
                                row.get(0), rows.get(i - 1).get(0), row.get(i).equals("x"))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void goes_only_where_the_table_says(RunState from, RunState to, boolean may) {
        assertThat(from.mayBecome(to)).isEqualTo(may);
    }

    @Test
    void has_every_state_in_the_table() {
        assertThat(pairs()).hasSize(RunState.values().length * RunState.values().length);
        assertThat(TABLE.lines().map(line -> cells(line).get(0)))
                .containsExactly(
                        Arrays.stream(RunState.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void tells_final_and_claimable_states() {
        assertThat(Arrays.stream(RunState.values()).filter(RunState::isFinal))
                .containsExactly(
                        RunState.SUCCEEDED,
                        RunState.FAILED,
                        RunState.TIMED_OUT,
                        RunState.INTERRUPTED,
                        RunState.CANCELLED,
                        RunState.REJECTED,
                        RunState.EXPIRED);
        assertThat(Arrays.stream(RunState.values()).filter(RunState::isClaimable))
                .containsExactly(RunState.DECLARED, RunState.RETRYING);
    }

    @Test
    void knows_each_end_of_an_attempt_under_the_same_name() {
        Set<String> ends = Arrays.stream(AttemptState.values())
                .filter(AttemptState::isFinal)
                .map(Enum::name)
                .collect(Collectors.toSet());

        assertThat(ends).containsExactlyInAnyOrder("SUCCEEDED", "FAILED", "TIMED_OUT", "INTERRUPTED", "CANCELLED");
        assertThat(ends).allMatch(end -> RunState.RUNNING.mayBecome(RunState.valueOf(end)));
    }

    @Test
    void keeps_the_names_that_are_stored() {
        assertThat(names(RunState.values()))
                .isEqualTo("DECLARED RUNNING RETRYING SUCCEEDED FAILED TIMED_OUT INTERRUPTED CANCELLED REJECTED"
                        + " EXPIRED");
        assertThat(names(AttemptState.values()))
                .isEqualTo("RUNNING DEFERRED SUCCEEDED FAILED TIMED_OUT INTERRUPTED CANCELLED");
        assertThat(cells(names(Waiting.values())))
                .contains(
                        "APPROVAL",
                        "POOL",
                        "MAX_ACTIVE",
                        "PAUSED",
                        "DENIED",
                        "DEFERRED",
                        "NO_OPERATOR",
                        "NO_CONNECTION")
                .contains("STUCK_THREAD");
        assertThat(cells(names(Reason.values())))
                .contains("NOT_DECLARED", "IDENTITY_MISMATCH", "DECLARATION_REFUSED", "SPEC_MISMATCH", "NOT_ADMITTED")
                .contains(
                        "NOT_APPROVED",
                        "ERASED",
                        "PRIVATE_CHANGED",
                        "STATE_CHANGED",
                        "STALE_TRIGGER",
                        "NO_OPERATOR",
                        "NO_CONNECTION",
                        "OPERATOR_CHANGED",
                        "COMPONENT_MISSING")
                .contains("OPERATOR_OBJECTION", "INPUT_MISSING", "INPUT_CHANGED", "OUTPUT_MISSING", "TOO_SLOW")
                .contains("UNREADABLE");
    }

    private static List<String> cells(String line) {
        return Pattern.compile(" +").splitAsStream(line).toList();
    }

    private static String names(Enum<?>... values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(" "));
    }
}
