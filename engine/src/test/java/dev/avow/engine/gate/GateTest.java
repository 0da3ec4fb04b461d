package dev.avow.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Bytes;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.declaration.Constraints;
import dev.avow.engine.declaration.Context;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.gate.Decision.Denial;
import dev.avow.engine.gate.Decision.Permit;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate's table: every row is a denial but one. */
class GateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final DeclaredInput CONTENT = new DeclaredInput(Declarations.aDigest("content"), 7);
    private static final DeclaredInput OTHER = new DeclaredInput(Declarations.aDigest("other"), 7);
    private static final Spec SPEC = Declarations.aSpec();
    private static final Declaration DECLARED = declaration(Declarations.aSlot(), "nightly-report", "summarise");
    private static final Identity IDENTITY = DECLARED.identity();
    private static final String RUN = "job 'nightly-report', task 'summarise', scheduled for 2026-01-05T03:00:00Z";
    private static final String RESTORE = ". Restore the stored declaration from a backup.\n";
    private static final String COLUMNS = IDENTITY + ", job 'nightly-report', task 'summarise', occasion"
            + " 'slot:nightly:2026-01-05T03:00:00Z', spec " + DECLARED.spec();

    /** What a row changes of a case that the gate permits. */
    private static final class Case {
        final FakeOperator operator = new FakeOperator(DECLARED.operator());
        final FakeEvidence evidence = new FakeEvidence(DECLARED, SPEC, operator, CONTENT);
        final SettableClock clock = new SettableClock(FakeEvidence.NOON);
        InstantSource gateClock = clock;
        Identity identity = IDENTITY;
        int attempt = 1;

        Decision decide() {
            return new Gate(gateClock, PATIENCE).decide(identity, attempt, evidence);
        }

        <T> Supplier<T> slow(Supplier<T> answer) {
            return () -> {
                clock.advance(PATIENCE.plusNanos(1));
                return answer.get();
            };
        }
    }

    private record Row(String name, Reason reason, String message, Consumer<Case> change) {

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void permits_the_one_case_in_which_all_holds() {
        Case good = new Case();

        Decision decision = good.decide();

        assertThat(decision).isEqualTo(new Permit(IDENTITY, 1, DECLARED));
    }

    @Test
    void permits_a_retry_and_checks_that_take_just_as_long_as_they_may() {
        Case retry = new Case();
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

    static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(storedRows());
        rows.addAll(columnRows());
        rows.addAll(standingRows());
        rows.addAll(nodeRows());
        rows.addAll(slowRows());
        rows.addAll(throwingRows());
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void denies_every_other_case(Row row) {
        Case changed = new Case();
        row.change.accept(changed);

        Decision decision = changed.decide();

        assertThat(decision).isEqualTo(new Denial(row.reason, "Run denied, " + row.reason + ": " + row.message));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void has_a_row_for_every_reason(Reason reason) {
        assertThat(rows().filter(row -> row.reason == reason)).isNotEmpty();
    }

    private static List<Row> storedRows() {
        byte[] body = DECLARED.canonicalBytes();
        byte[] spaced = (" " + text(body)).getBytes(StandardCharsets.UTF_8);
        byte[] reordered = text(body)
                .replaceFirst("\\{\"avow\":\"declaration/v1\",", "{")
                .replaceFirst("}$", ",\"avow\":\"declaration/v1\"}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] unknown = text(body).replaceFirst("}$", ",\"zzz\":1}").getBytes(StandardCharsets.UTF_8);
        byte[] spec = SPEC.canonicalBytes();
        return List.of(
                new Row(
                        "declaration absent",
                        Reason.NOT_DECLARED,
                        "no declaration of " + IDENTITY + " is committed. Declare the run first.",
                        it -> it.evidence.declaration = Optional::empty),
                row("a bit of the declaration flipped", flipped(body, body.length / 2)),
                row("last bit of the declaration flipped", flipped(body, body.length - 1)),
                row("declaration cut off", Arrays.copyOf(body, body.length - 1)),
                row("declaration empty", new byte[0]),
                row("a line end after the declaration", (text(body) + "\n").getBytes(StandardCharsets.UTF_8)),
                row("white space in the declaration", spaced),
                row(
                        "another declaration",
                        declaration(Declarations.aSlot(), "other", "summarise").canonicalBytes()),
                new Row(
                        "trigger of another identity",
                        Reason.IDENTITY_MISMATCH,
                        digest("x") + ", the stored bytes differ" + RESTORE + "  declared: " + digest("x")
                                + "\n  found:    " + IDENTITY,
                        it -> it.identity = new Identity(digest("x"))),
                refused("white space with its own digest", spaced, ". The stored bytes are not in canonical form."),
                refused("other order with its own digest", reordered, ". The stored bytes are not in canonical form."),
                refused("unknown member with its own digest", unknown, ". Refused at /zzz: unknown member."),
                refused(
                        "no JSON with its own digest",
                        "\u001B[31m{".getBytes(StandardCharsets.UTF_8),
                        ". " + refusal("\u001B[31m{".getBytes(StandardCharsets.UTF_8))),
                refused("nothing with its own digest", new byte[0], ". " + refusal(new byte[0])),
                refused("a spec with its own digest", spec, ". " + refusal(spec)),
                spec("spec absent", "nothing", it -> it.evidence.spec = Optional::empty),
                spec(
                        "a bit of the spec flipped",
                        Digest.of(flipped(spec, 40)).text(),
                        it -> it.evidence.spec = () -> Optional.of(specRow(flipped(spec, 40)))),
                spec(
                        "spec empty",
                        Digest.of(new byte[0]).text(),
                        it -> it.evidence.spec = () -> Optional.of(specRow(new byte[0]))));
    }

    private static List<Row> columnRows() {
        String hostile = "\u001B[2J\n\u0000\uD800";
        OccasionKey key = FakeEvidence.key(DECLARED);
        OccasionKey otherJob = new OccasionKey("other", key.task(), key.occasion());
        OccasionKey otherTask = new OccasionKey(key.job(), "other", key.occasion());
        OccasionKey otherOccasion = new OccasionKey(key.job(), key.task(), "manual:r1");
        OccasionKey shifted = new OccasionKey(key.job() + "', task 'summarise", "x", key.occasion());
        String spec = DECLARED.spec().toString();
        String identity = IDENTITY.toString();
        return List.of(
                declarationColumns(
                        "identity column", digest("x").text(), key, spec, digest("x") + COLUMNS.substring(71)),
                declarationColumns(
                        "garbage in the identity column",
                        hostile,
                        key,
                        spec,
                        "\\u001B[2J\\u000A\\u0000\\uD800" + COLUMNS.substring(71)),
                declarationColumns("job column", identity, otherJob, spec, COLUMNS.replace("nightly-report", "other")),
                declarationColumns("task column", identity, otherTask, spec, COLUMNS.replace("summarise", "other")),
                declarationColumns(
                        "occasion column",
                        identity,
                        otherOccasion,
                        spec,
                        COLUMNS.replace("slot:nightly:2026-01-05T03:00:00Z", "manual:r1")),
                declarationColumns(
                        "names shifted between columns",
                        identity,
                        shifted,
                        spec,
                        COLUMNS.replace("task 'summarise'", "task 'summarise', task 'x'")),
                declarationColumns(
                        "spec column",
                        identity,
                        key,
                        digest("x").text(),
                        COLUMNS.replace(spec, digest("x").text())),
                runColumns(
                        "run of another identity", digest("x").text(), key, spec, digest("x") + COLUMNS.substring(71)),
                runColumns("run of another job", identity, otherJob, spec, COLUMNS.replace("nightly-report", "other")),
                runColumns("run of another task", identity, otherTask, spec, COLUMNS.replace("summarise", "other")),
                runColumns(
                        "run of another occasion",
                        identity,
                        otherOccasion,
                        spec,
                        COLUMNS.replace("slot:nightly:2026-01-05T03:00:00Z", "manual:r1")),
                runColumns(
                        "run of another spec",
                        identity,
                        key,
                        digest("x").text(),
                        COLUMNS.replace(spec, digest("x").text())));
    }

    private static List<Row> standingRows() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "run absent",
                Reason.NOT_ADMITTED,
                RUN + ", there is no run of it. Declare the run again.",
                it -> it.evidence.run = Optional::empty));
        for (RunState state : RunState.values()) {
            if (state != RunState.DECLARED && state != RunState.RETRYING) {
                rows.add(standing(state.name(), Optional.empty(), "it is " + state));
            }
        }
        for (Waiting waiting : Waiting.values()) {
            rows.add(standing("DECLARED", Optional.of(waiting.name()), "it is DECLARED and waits: " + waiting));
        }
        rows.add(standing("RETRYING", Optional.of("STUCK_THREAD"), "it is RETRYING and waits: STUCK_THREAD"));
        rows.add(standing("DECLARED", Optional.of(""), "it is DECLARED and waits: "));
        rows.add(standing("DECLARED", Optional.of("x\u001B"), "it is DECLARED and waits: x\\u001B"));
        for (String garbage : List.of("", "declared", "DECLARED ", "READY")) {
            rows.add(unreadable(
                    "state '" + garbage + "'",
                    "IllegalArgumentException, No enum constant dev.avow.engine.gate.RunState." + garbage,
                    it -> it.evidence.run = () -> Optional.of(it.evidence.run(garbage, Optional.empty(), 0))));
        }
        rows.add(stale(1, 1, 2));
        rows.add(stale(2, 0, 1));
        rows.add(stale(0, 0, 1));
        rows.add(stale(-1, 0, 1));
        rows.add(stale(0, -1, 0));
        rows.add(stale(Integer.MIN_VALUE, Integer.MAX_VALUE, 2_147_483_648L));
        return rows;
    }

    private static List<Row> nodeRows() {
        String changed =
                RUN + ", the operator has another version. Restore the declared one, or declare the run again.\n"
                        + "  declared: copy 1\n  found:    ";
        String input = RUN + ", input 'tickets'. Restore the declared file, or declare the run again.\n"
                + "  declared: " + CONTENT.digest() + "\n  found:    ";
        return List.of(
                new Row(
                        "operator absent",
                        Reason.NO_OPERATOR,
                        RUN + ", this node has no operator 'copy'. Register it, then release the run.",
                        it -> it.evidence.operators = () -> OperatorSource.of(List.of())),
                new Row(
                        "operator under the declared name is another",
                        Reason.OPERATOR_CHANGED,
                        changed + "move 1",
                        it -> it.operator.ref = later(DECLARED.operator(), new OperatorRef("move", "1"))),
                new Row(
                        "operator stale",
                        Reason.OPERATOR_CHANGED,
                        changed + "copy 2\\u202E",
                        it -> it.operator.ref = () -> new OperatorRef("copy", "2\u202E")),
                missing(Component.MODEL),
                missing(Component.PROMPT),
                missing(Component.PARAMETERS),
                missing(Component.CONSTRAINTS),
                new Row(
                        "operator objects",
                        Reason.OPERATOR_OBJECTION,
                        RUN + ", weights differ: \\u001B[31mred\\u000A. Load the declared ones.",
                        it -> it.operator.objection =
                                () -> Optional.of("weights differ: \u001B[31mred\n. Load the declared ones.")),
                new Row(
                        "operator objects at length",
                        Reason.OPERATOR_OBJECTION,
                        RUN + ", " + "x".repeat(2000) + "...",
                        it -> it.operator.objection = () -> Optional.of("x".repeat(5_000_000))),
                new Row(
                        "operator objects without a word",
                        Reason.OPERATOR_OBJECTION,
                        RUN + ", .",
                        it -> it.operator.objection = () -> Optional.of("")),
                new Row(
                        "input absent",
                        Reason.INPUT_MISSING,
                        RUN + ", input 'tickets' is not there. Restore the declared file, or declare the run again.",
                        it -> it.evidence.input = Optional::empty),
                new Row(
                        "input changed",
                        Reason.INPUT_CHANGED,
                        input + OTHER.digest(),
                        it -> it.evidence.input = () -> Optional.of(OTHER)),
                new Row(
                        "input of another size",
                        Reason.INPUT_CHANGED,
                        input.replace(CONTENT.digest().text(), CONTENT.digest() + ", 7 bytes") + CONTENT.digest()
                                + ", 8 bytes",
                        it -> it.evidence.input = () -> Optional.of(new DeclaredInput(CONTENT.digest(), 8))),
                new Row(
                        "upstream output absent",
                        Reason.OUTPUT_MISSING,
                        RUN + ", output 'text\\u202E' of task 'fetch', " + CONTENT.digest()
                                + ", is not kept. Restore the content store, or declare the run again.",
                        it -> it.evidence.output = Optional::empty),
                new Row(
                        "upstream output changed",
                        Reason.OUTPUT_MISSING,
                        RUN + ", output 'text\\u202E' of task 'fetch' has other bytes. Restore the content store.\n"
                                + "  declared: " + CONTENT.digest() + "\n  found:    " + OTHER.digest(),
                        it -> it.evidence.output = () -> Optional.of(OTHER)));
    }

    private static List<Row> slowRows() {
        String slow = IDENTITY
                + ", its checks took PT10.000000001S and may take PT10S. Mend the cause, then release the run.";
        return List.of(
                new Row(
                        "declaration slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.evidence.declaration = it.slow(it.evidence.declaration)),
                new Row("run slow", Reason.TOO_SLOW, slow, it -> it.evidence.run = it.slow(it.evidence.run)),
                new Row("spec slow", Reason.TOO_SLOW, slow, it -> it.evidence.spec = it.slow(it.evidence.spec)),
                new Row(
                        "operators slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.evidence.operators = it.slow(it.evidence.operators)),
                new Row(
                        "operator's version slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.operator.ref = laterSlow(it, DECLARED.operator())),
                new Row(
                        "operator's needs slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.operator.needs = it.slow(it.operator.needs)),
                new Row(
                        "operator's objection slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.operator.objection = it.slow(it.operator.objection)),
                new Row("input slow", Reason.TOO_SLOW, slow, it -> it.evidence.input = it.slow(it.evidence.input)),
                new Row("output slow", Reason.TOO_SLOW, slow, it -> it.evidence.output = it.slow(it.evidence.output)));
    }

    /** Each place that may throw or answer null, and how it does. */
    private static List<Row> throwingRows() {
        List<Row> rows = new ArrayList<>();
        for (Place place : Place.values()) {
            rows.add(thrown(place, "StoreDown, disk\\u001B full\\u000A", () -> {
                throw new StoreDown("disk\u001B full\n");
            }));
            rows.add(thrown(place, "IllegalStateException", () -> {
                throw new IllegalStateException();
            }));
            rows.add(thrown(place, "StackOverflowError", () -> {
                throw new StackOverflowError();
            }));
            rows.add(thrown(place, "OutOfMemoryError, Java heap space", () -> {
                throw new OutOfMemoryError("Java heap space");
            }));
            rows.add(thrown(place, "NoClassDefFoundError, a/B", () -> {
                throw new NoClassDefFoundError("a/B");
            }));
            rows.add(thrown(place, "GateTest$Mute", () -> {
                throw new Mute();
            }));
            rows.add(thrown(
                    place, "InterruptedException, by the way", () -> sneak(new InterruptedException("by the way"))));
        }
        rows.add(unreadable(
                "clock throws",
                "IllegalStateException, no time",
                it -> it.gateClock = () -> {
                    throw new IllegalStateException("no time");
                }));
        rows.add(unreadable(
                "message too long",
                "IllegalStateException, " + "x".repeat(2000) + "...",
                it -> it.evidence.run = () -> {
                    throw new IllegalStateException("x".repeat(5_000_000));
                }));
        return rows;
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void denies_where_an_answer_is_null(Place place) {
        Case changed = new Case();
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
                part("operator", it -> it.evidence.operators = () -> new Source(null)),
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
    void denies_where_a_part_of_an_answer_is_null(String name, Consumer<Case> change) {
        Case changed = new Case();
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
        Case declaration = new Case();
        declaration.evidence.declaration =
                () -> Optional.of(FakeEvidence.row(identity, key, spec, DECLARED.canonicalBytes()));
        Case run = new Case();
        run.evidence.run = () -> Optional.of(run.evidence.run(identity, key, spec));

        assertThat(declaration.decide()).isInstanceOf(Denial.class);
        assertThat(run.decide()).isInstanceOf(Denial.class);
    }

    /** Sources of operators that do something else than asked. */
    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of("swallows what the work throws", (Consumer<Case>) it -> {
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
                Arguments.of("wraps what the work throws", (Consumer<Case>) it -> {
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
                Arguments.of("answers without the work", (Consumer<Case>) it ->
                        it.evidence.operators = () -> new OperatorSource() {
                            @Override
                            @SuppressWarnings("unchecked")
                            public <T> Optional<T> use(String name, Function<Operator, T> work) {
                                return (Optional<T>) Optional.of("done");
                            }
                        }),
                Arguments.of("does the work and says that it did not", (Consumer<Case>) it ->
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
    void denies_where_a_source_of_operators_is_wrong(String name, Consumer<Case> change) {
        Case changed = new Case();
        change.accept(changed);

        assertThat(changed.decide()).as(name).isInstanceOf(Denial.class);
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

    /** Where evidence is asked. */
    private enum Place {
        DECLARATION,
        RUN,
        SPEC,
        OPERATORS,
        REF,
        NEEDS,
        OBJECTION,
        INPUT,
        OUTPUT;

        @SuppressWarnings("unchecked")
        void answer(Case it, Supplier<?> answer) {
            switch (this) {
                case DECLARATION -> it.evidence.declaration = (Supplier<Optional<DeclarationRow>>) answer;
                case RUN -> it.evidence.run = (Supplier<Optional<RunRow>>) answer;
                case SPEC -> it.evidence.spec = (Supplier<Optional<SpecRow>>) answer;
                case OPERATORS -> it.evidence.operators = (Supplier<OperatorSource>) answer;
                case REF -> {
                    it.evidence.operators = () -> new Source(it.operator);
                    it.operator.ref = (Supplier<OperatorRef>) answer;
                }
                case NEEDS -> it.operator.needs = (Supplier<Set<Component>>) answer;
                case OBJECTION -> it.operator.objection = (Supplier<Optional<String>>) answer;
                case INPUT -> it.evidence.input = (Supplier<Optional<DeclaredInput>>) answer;
                case OUTPUT -> it.evidence.output = (Supplier<Optional<DeclaredInput>>) answer;
            }
        }
    }

    /** A source that never looks at the operator itself. */
    private record Source(Operator operator) implements OperatorSource {

        @Override
        public <T> Optional<T> use(String name, Function<Operator, T> work) {
            return Optional.of(work.apply(operator));
        }
    }

    private static final class StoreDown extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StoreDown(String message) {
            super(message);
        }
    }

    private static final class Mute extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    private static Row thrown(Place place, String what, Supplier<?> answer) {
        String shown = what.replace("StoreDown", "GateTest$StoreDown");
        return unreadable(place + " throws " + what, shown, it -> place.answer(it, answer));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, E extends Throwable> T sneak(Throwable checked) throws E {
        throw (E) checked;
    }

    private static Row unreadable(String name, String what, Consumer<Case> change) {
        return new Row(
                name,
                Reason.UNREADABLE,
                IDENTITY + ", a check could not be made: " + what + ". Mend the cause, then release the run.",
                change);
    }

    /** A row in which the stored bytes are others, under the old identity. */
    private static Row row(String name, byte[] body) {
        return new Row(
                name,
                Reason.IDENTITY_MISMATCH,
                IDENTITY + ", the stored bytes differ" + RESTORE + "  declared: " + IDENTITY + "\n  found:    "
                        + Digest.of(body),
                it -> it.evidence.declaration =
                        () -> Optional.of(FakeEvidence.row(IDENTITY.toString(), DECLARED, body)));
    }

    /** A row in which the bytes, the row and the trigger agree on an identity, but the bytes are no declaration. */
    private static Row refused(String name, byte[] body, String why) {
        Identity identity = Identity.of(body);
        return new Row(name, Reason.DECLARATION_REFUSED, identity + why + " Restore the stored declaration.", it -> {
            it.identity = identity;
            it.evidence.declaration = () -> Optional.of(FakeEvidence.row(identity.toString(), DECLARED, body));
        });
    }

    private static String refusal(byte[] body) {
        try {
            return "parsed " + Declaration.parse(body);
        } catch (RuntimeException e) {
            return e.getMessage();
        }
    }

    private static Arguments part(String name, Consumer<Case> change) {
        return Arguments.of(name, change);
    }

    private static Row spec(String name, String found, Consumer<Case> change) {
        return new Row(
                name,
                Reason.SPEC_MISMATCH,
                IDENTITY + ", the stored spec differs. Restore it from a backup.\n  declared: " + DECLARED.spec()
                        + "\n  found:    " + found,
                change);
    }

    private static SpecRow specRow(byte[] body) {
        return new SpecRow(
                DECLARED.spec().toString(), "nightly-report", "summarise", Bytes.of(body), FakeEvidence.NOON);
    }

    private static Row declarationColumns(String name, String identity, OccasionKey key, String spec, String found) {
        return new Row(
                name,
                Reason.IDENTITY_MISMATCH,
                columns("declaration", found),
                it -> it.evidence.declaration =
                        () -> Optional.of(FakeEvidence.row(identity, key, spec, DECLARED.canonicalBytes())));
    }

    private static Row runColumns(String name, String identity, OccasionKey key, String spec, String found) {
        return new Row(
                name,
                Reason.IDENTITY_MISMATCH,
                columns("run", found),
                it -> it.evidence.run = () -> Optional.of(it.evidence.run(identity, key, spec)));
    }

    private static String columns(String whose, String found) {
        return IDENTITY + ", the columns of the " + whose + "'s row differ" + RESTORE + "  declared: " + COLUMNS
                + "\n  found:    " + found;
    }

    private static Row standing(String state, Optional<String> waiting, String what) {
        return new Row(
                what,
                Reason.NOT_ADMITTED,
                RUN + ", " + what + ". Use release or rerun.",
                it -> it.evidence.run = () -> Optional.of(it.evidence.run(state, waiting, 0)));
    }

    private static Row stale(int attempt, int made, long next) {
        return new Row(
                "attempt " + attempt + " after " + made,
                Reason.STALE_TRIGGER,
                RUN + ". Nothing needs to be done: the next attempt has a trigger of its own.\n  trigger's attempt: "
                        + attempt + "\n  next attempt:      " + next,
                it -> {
                    it.attempt = attempt;
                    it.evidence.run = () -> Optional.of(it.evidence.run("RETRYING", Optional.empty(), made));
                });
    }

    private static Row missing(Component component) {
        return new Row(
                component + " not declared",
                Reason.COMPONENT_MISSING,
                RUN + ", operator 'copy' needs " + component
                        + ", which is not declared. Add it to the task, and declare the run again.",
                it -> it.operator.needs = () -> Set.of(component));
    }

    /** Answers the first question, which the source of operators asks, with one value, and all later ones with another. */
    private static Supplier<OperatorRef> later(OperatorRef first, OperatorRef then) {
        boolean[] asked = new boolean[1];
        return () -> {
            OperatorRef answer = asked[0] ? then : first;
            asked[0] = true;
            return answer;
        };
    }

    private static Supplier<OperatorRef> laterSlow(Case it, OperatorRef ref) {
        boolean[] asked = new boolean[1];
        return () -> {
            if (asked[0]) {
                it.clock.advance(PATIENCE.plusNanos(1));
            }
            asked[0] = true;
            return ref;
        };
    }

    private static byte[] flipped(byte[] body, int index) {
        byte[] changed = body.clone();
        changed[index] ^= 1;
        return changed;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static Digest digest(String text) {
        return Declarations.aDigest(text);
    }

    private static Declaration declaration(Occasion occasion, String job, String task) {
        Context context = new Context(
                new TreeMap<>(Map.of("tickets", CONTENT)),
                List.of(),
                new TreeMap<>(Map.of(
                        "fetch",
                        new UpstreamRun(
                                new Identity(digest("fetch")),
                                1,
                                new TreeMap<>(Map.of("text\u202E", CONTENT.digest()))))),
                Optional.empty(),
                Environment.none());
        return new Declaration(
                job,
                task,
                occasion,
                SPEC.digest(),
                new OperatorRef("copy", "1"),
                Optional.empty(),
                Optional.empty(),
                JsonObject.empty(),
                context,
                Constraints.none(),
                new Responsible(
                        "reports@example.org", occasion instanceof Occasion.Slot ? Responsible.SCHEDULE : "ann"));
    }
}
