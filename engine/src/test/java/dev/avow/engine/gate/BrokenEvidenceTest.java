package dev.avow.engine.gate;

import static dev.avow.engine.gate.GateCase.DECLARED;
import static dev.avow.engine.gate.GateCase.IDENTITY;
import static dev.avow.engine.gate.GateCase.declaration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.gate.Decision.Denial;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate denies where evidence breaks its contract: with a null, or with work that was not done. */
class BrokenEvidenceTest {

    @ParameterizedTest
    @EnumSource(Place.class)
    void denies_where_an_answer_is_null(Place place) {
        GateCase changed = new GateCase();
        place.answer(changed, () -> null);

        Decision decision = changed.decide();

        assertThat(decision).isInstanceOf(Denial.class);
        assertThat(((Denial) decision).reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(((Denial) decision).message())
                .startsWith(
                        "Run denied, UNREADABLE: " + IDENTITY + ", a check could not be made: NullPointerException");
    }

    @SuppressWarnings("NullOptional") // why: a null is what the gate must deny
    static Stream<Arguments> nulls() {
        DeclarationRow row = FakeEvidence.row(DECLARED);
        OccasionKey key = row.key();
        return Stream.<Arguments>of(
                part(
                        "body",
                        it -> it.evidence.declaration = () -> Optional.of(
                                new DeclarationRow(row.identity(), key, 1, row.spec(), null, FakeEvidence.NOON))),
                part(
                        "run's standing",
                        it -> it.evidence.run = () -> Optional.of(new RunRow(
                                row.identity(), key, 1, FakeEvidence.NOON, row.spec(), "{}", FakeEvidence.NOON, null))),
                part(
                        "run's state",
                        it -> it.evidence.run = () -> Optional.of(it.evidence.run(null, Optional.empty(), 0))),
                part("run's waiting", it -> it.evidence.run = () -> Optional.of(it.evidence.run("DECLARED", null, 0))),
                part("operator", it -> it.evidence.operators = () -> new Place.Source(null)),
                part(
                        "use",
                        it -> it.evidence.operators = () -> new OperatorSource() {
                            @Override
                            public <T> Optional<T> use(String name, Function<Operator, T> work) {
                                return null;
                            }
                        }),
                part("clock", it -> it.gateClock = () -> null));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void denies_where_a_part_of_an_answer_is_null(String name, Consumer<GateCase> change) {
        GateCase changed = new GateCase();
        change.accept(changed);

        assertThat(changed.decide())
                .isInstanceOfSatisfying(
                        Denial.class,
                        denial -> assertThat(denial.reason()).as(name).isEqualTo(Reason.UNREADABLE));
    }

    static Stream<Arguments> nullColumns() {
        String spec = DECLARED.spec().toString();
        OccasionKey key = FakeEvidence.key(DECLARED);
        return Stream.of(
                Arguments.of(null, key, spec),
                Arguments.of(IDENTITY.toString(), null, spec),
                Arguments.of(IDENTITY.toString(), key, null),
                Arguments.of(IDENTITY.toString(), new OccasionKey(null, key.task(), key.occasion()), spec));
    }

    @ParameterizedTest
    @MethodSource("nullColumns")
    void denies_where_a_column_is_null(String identity, OccasionKey key, String spec) {
        GateCase declaration = new GateCase();
        declaration.evidence.declaration =
                () -> Optional.of(FakeEvidence.row(identity, key, spec, DECLARED.canonicalBytes()));
        GateCase run = new GateCase();
        run.evidence.run = () -> Optional.of(run.evidence.run(identity, key, spec));

        assertThat(declaration.decide()).isInstanceOf(Denial.class);
        assertThat(run.decide()).isInstanceOf(Denial.class);
    }

    /** Sources of operators that do something else than asked. */
    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of("swallows what the work throws", (Consumer<GateCase>) it -> {
                    it.operator.ref = () -> new OperatorRef("copy", "2");
                    it.evidence.operators = () -> new OperatorSource() {
                        @Override
                        public <T> Optional<T> use(String name, Function<Operator, T> work) {
                            try {
                                return Optional.of(work.apply(it.operator));
                            } catch (RuntimeException e) {
                                return Optional.empty();
                            }
                        }
                    };
                }),
                Arguments.of("wraps what the work throws", (Consumer<GateCase>) it -> {
                    it.operator.objection = () -> Optional.of("no");
                    it.evidence.operators = () -> new OperatorSource() {
                        @Override
                        public <T> Optional<T> use(String name, Function<Operator, T> work) {
                            try {
                                return Optional.of(work.apply(it.operator));
                            } catch (RuntimeException e) {
                                throw new IllegalStateException("bean", e);
                            }
                        }
                    };
                }),
                Arguments.of("answers without the work", (Consumer<GateCase>) it ->
                        it.evidence.operators = () -> new OperatorSource() {
                            @Override
                            @SuppressWarnings("unchecked")
                            public <T> Optional<T> use(String name, Function<Operator, T> work) {
                                return (Optional<T>) Optional.of("done");
                            }
                        }),
                Arguments.of("does the work and says that it did not", (Consumer<GateCase>) it ->
                        it.evidence.operators = () -> new OperatorSource() {
                            @Override
                            public <T> Optional<T> use(String name, Function<Operator, T> work) {
                                T unused = work.apply(it.operator);
                                return Optional.empty();
                            }
                        }));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void denies_where_a_source_of_operators_is_wrong(String name, Consumer<GateCase> change) {
        GateCase changed = new GateCase();
        change.accept(changed);

        assertThat(changed.decide()).as(name).isInstanceOf(Denial.class);
    }

    private static Arguments part(String name, Consumer<GateCase> change) {
        return Arguments.of(name, change);
    }
}
