package dev.avow.engine.gate;

import static dev.avow.engine.gate.GateCase.CONTENT;
import static dev.avow.engine.gate.GateCase.DECLARED;
import static dev.avow.engine.gate.GateCase.IDENTITY;
import static dev.avow.engine.gate.GateCase.PATIENCE;
import static dev.avow.engine.gate.GateCase.SPEC;
import static dev.avow.engine.gate.GateCase.declaration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Bytes;
import dev.avow.engine.declaration.Constraints;
import dev.avow.engine.declaration.Context;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.gate.Decision.Denial;
import dev.avow.engine.gate.Decision.Permit;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.run.SettableClock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate's table: every row is a denial but one. */
class GateTest {

    @Test
    void permits_the_one_case_in_which_all_holds() {
        GateCase good = new GateCase();

        Decision decision = good.decide();

        assertThat(decision).isEqualTo(new Permit(IDENTITY, 1, DECLARED));
    }

    @Test
    void permits_a_retry_and_checks_that_take_just_as_long_as_they_may() {
        GateCase retry = new GateCase();
        retry.attempt = 3;
        retry.evidence.run = () -> Optional.of(retry.evidence.run("RETRYING", Optional.empty(), 2));
        retry.evidence.output = () -> {
            retry.clock.advance(PATIENCE);
            return Optional.of(CONTENT);
        };
        retry.operator.needs = () -> EnumSet.of(Component.CONTEXT);

        Decision decision = retry.decide();

        assertThat(decision).isEqualTo(new Permit(IDENTITY, 3, DECLARED));
    }

    @Test
    void permits_a_deferred_attempt_with_the_state_that_its_operator_gave() {
        GateCase deferred = new GateCase();
        JsonObject state = JsonObject.builder().put("poke", 1).build();
        byte[] body = CanonicalJson.bytes(state);
        deferred.attempt = 3;
        deferred.evidence.run = () -> Optional.of(deferred.evidence.run("RUNNING", Optional.of("DEFERRED"), 3));
        deferred.evidence.deferred = () -> new DeferredState(
                Optional.of(Bytes.of(body)),
                Optional.of(Digest.of(body).text()),
                Optional.of("2026-01-05T12:00:00Z"),
                Optional.of("2026-01-05T12:00:00Z"));

        Decision decision = deferred.decide();

        assertThat(decision).isEqualTo(new Permit(IDENTITY, 3, DECLARED, ClearTexts.none(), Optional.of(state)));
    }

    @Test
    void permits_private_values_that_hold_with_their_texts_and_prints_none() {
        GateCase hidden = new GateCase();
        PrivateRows.hide(hidden);

        Permit permit = (Permit) hidden.decide();

        assertThat(permit.declaration()).isEqualTo(PrivateRows.HIDDEN);
        assertThat(permit.texts()).isEqualTo(ClearTexts.of(Map.of(PrivateRows.PLACE, "Mr 4711")));
        assertThat(permit).asString().contains("1 private values").doesNotContain("Mr 4711");
    }

    static Stream<GateRow> rows() {
        List<GateRow> rows = new ArrayList<>();
        rows.addAll(StoredRows.otherBodies());
        rows.addAll(StoredRows.otherColumns());
        rows.addAll(RunRows.otherStandings());
        rows.addAll(PrivateRows.all());
        rows.addAll(NodeRows.unfit());
        rows.addAll(NodeRows.slow());
        rows.addAll(ThrowingRows.all());
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void denies_every_other_case(GateRow row) {
        GateCase changed = new GateCase();
        row.change().accept(changed);

        Decision decision = changed.decide();

        assertThat(decision).isEqualTo(new Denial(row.reason(), "Run denied, " + row.reason() + ": " + row.message()));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void has_a_row_for_every_reason(Reason reason) {
        assertThat(rows().filter(row -> row.reason() == reason)).isNotEmpty();
    }

    @Test
    void names_a_manual_run_by_its_occasion() {
        Declaration manual = declaration(
                new Manual("r1\u202E", JsonObject.empty(), Optional.empty()), "nightly-report", "summarise");
        FakeOperator operator = new FakeOperator(manual.operator());
        FakeEvidence evidence = new FakeEvidence(manual, SPEC, operator, CONTENT);
        evidence.input = Optional::empty;

        Decision decision =
                new Gate(new SettableClock(FakeEvidence.NOON), PATIENCE).decide(manual.identity(), 1, evidence);

        assertThat(decision)
                .isEqualTo(new Denial(
                        Reason.INPUT_MISSING,
                        "Run denied, INPUT_MISSING: job 'nightly-report', task 'summarise', occasion"
                                + " 'manual:r1\\u202E', input 'tickets' is not there."
                                + " Restore the declared file, or declare the run again."));
    }

    @Test
    void denies_where_the_context_that_an_operator_needs_is_not_declared() {
        Declaration bare = new Declaration(
                "nightly-report",
                "summarise",
                Declarations.aSlot(),
                SPEC.digest(),
                DECLARED.operator(),
                Optional.empty(),
                Optional.empty(),
                JsonObject.empty(),
                Context.none(),
                Constraints.none(),
                DECLARED.responsible());
        FakeOperator operator = new FakeOperator(bare.operator());
        operator.needs = () -> Set.of(Component.CONTEXT);

        Decision decision = new Gate(new SettableClock(FakeEvidence.NOON), PATIENCE)
                .decide(bare.identity(), 1, new FakeEvidence(bare, SPEC, operator, CONTENT));

        assertThat(((Denial) decision).reason()).isEqualTo(Reason.COMPONENT_MISSING);
    }
}
