package dev.avow.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.gate.Decision.Denial;
import dev.avow.engine.gate.Decision.Permit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The outputs of each run of a mapped task before are checked, also where the declaration has their list by digest. */
class MappedUpstreamTest {

    private static final List<UpstreamRun> MANY = IntStream.range(0, 1001)
            .mapToObj(i -> GateCase.upstreamRun("run " + i))
            .toList();

    private static FakeEvidence evidence(Upstream upstream) {
        Declaration declared = GateCase.declaration(Declarations.aSlot(), "nightly-report", "summarise", upstream);
        return new FakeEvidence(declared, GateCase.SPEC, new FakeOperator(declared.operator()), GateCase.CONTENT);
    }

    private static Decision decide(FakeEvidence evidence) {
        return new Gate(() -> FakeEvidence.NOON, GateCase.PATIENCE).decide(evidence.declared.identity(), 1, evidence);
    }

    private static void assertDenied(FakeEvidence evidence) {
        assertThat(decide(evidence))
                .isInstanceOfSatisfying(
                        Denial.class, denial -> assertThat(denial.reason()).isEqualTo(Reason.OUTPUT_MISSING));
    }

    @Test
    void permits_a_run_after_a_mapped_task_all_of_whose_outputs_are_kept() {
        assertThat(decide(evidence(Upstream.of(MANY.subList(0, 3))))).isInstanceOf(Permit.class);
    }

    @Test
    void denies_a_run_if_an_output_of_one_element_is_not_kept() {
        FakeEvidence evidence = evidence(Upstream.of(MANY.subList(0, 3)));
        evidence.output = Optional::empty;

        assertDenied(evidence);
    }

    @Test
    void permits_a_run_whose_list_has_the_declared_digest() {
        FakeEvidence evidence = evidence(Upstream.of(MANY));
        evidence.upstreamList = () -> Optional.of(MANY);

        assertThat(decide(evidence)).isInstanceOf(Permit.class);
    }

    @Test
    void denies_a_run_whose_list_is_not_kept() {
        assertDenied(evidence(Upstream.of(MANY)));
    }

    @Test
    void denies_a_run_whose_list_has_other_runs() {
        FakeEvidence evidence = evidence(Upstream.of(MANY));
        evidence.upstreamList = () -> Optional.of(MANY.subList(0, 1000));

        assertDenied(evidence);
    }

    @Test
    void denies_a_run_if_an_output_in_its_list_is_not_kept() {
        FakeEvidence evidence = evidence(Upstream.of(MANY));
        evidence.upstreamList = () -> Optional.of(MANY);
        evidence.output = Optional::empty;

        assertDenied(evidence);
    }
}
