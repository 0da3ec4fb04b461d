package dev.avow.engine.gate;

import static dev.avow.engine.gate.GateCase.CONTENT;
import static dev.avow.engine.gate.GateCase.DECLARED;
import static dev.avow.engine.gate.GateCase.IDENTITY;
import static dev.avow.engine.gate.GateCase.OTHER;
import static dev.avow.engine.gate.GateCase.PATIENCE;
import static dev.avow.engine.gate.GateCase.RUN;

import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.OperatorSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Rows in which the node has not what was declared, or is slow. */
final class NodeRows {

    private NodeRows() {}

    static List<GateRow> unfit() {
        String changed =
                RUN + ", the operator has another version. Restore the declared one, or declare the run again.\n"
                        + "  declared: copy 1\n  found:    ";
        String input = RUN + ", input 'tickets'. Restore the declared file, or declare the run again.\n"
                + "  declared: " + CONTENT.digest() + "\n  found:    ";
        return List.of(
                new GateRow(
                        "operator absent",
                        Reason.NO_OPERATOR,
                        RUN + ", this node has no operator 'copy'. Register it.",
                        it -> it.evidence.operators = () -> OperatorSource.of(List.of())),
                new GateRow(
                        "operator under the declared name is another",
                        Reason.OPERATOR_CHANGED,
                        changed + "move 1",
                        it -> it.operator.ref = later(DECLARED.operator(), new OperatorRef("move", "1"))),
                new GateRow(
                        "operator stale",
                        Reason.OPERATOR_CHANGED,
                        changed + "copy 2\\u202E",
                        it -> it.operator.ref = () -> new OperatorRef("copy", "2\u202E")),
                missing(Component.MODEL),
                missing(Component.PROMPT),
                missing(Component.PARAMETERS),
                missing(Component.CONSTRAINTS),
                new GateRow(
                        "operator objects",
                        Reason.OPERATOR_OBJECTION,
                        RUN + ", weights differ: \\u001B[31mred\\u000A. Load the declared ones.",
                        it -> it.operator.objection =
                                () -> Optional.of("weights differ: \u001B[31mred\n. Load the declared ones.")),
                new GateRow(
                        "operator objects at length",
                        Reason.OPERATOR_OBJECTION,
                        RUN + ", " + "x".repeat(2000) + "...",
                        it -> it.operator.objection = () -> Optional.of("x".repeat(5_000_000))),
                new GateRow(
                        "operator objects without a word",
                        Reason.OPERATOR_OBJECTION,
                        RUN + ", .",
                        it -> it.operator.objection = () -> Optional.of("")),
                new GateRow(
                        "connection absent",
                        Reason.NO_CONNECTION,
                        RUN + ", this node has no connection 'w\\u202E'. Give it.",
                        it -> it.evidence.connection =
                                () -> Optional.of("this node has no connection 'w\u202E'. Give it")),
                new GateRow(
                        "input absent",
                        Reason.INPUT_MISSING,
                        RUN + ", input 'tickets' is not there. Restore the declared file, or declare the run again.",
                        it -> it.evidence.input = Optional::empty),
                new GateRow(
                        "input changed",
                        Reason.INPUT_CHANGED,
                        input + OTHER.digest(),
                        it -> it.evidence.input = () -> Optional.of(OTHER)),
                new GateRow(
                        "input of another size",
                        Reason.INPUT_CHANGED,
                        input.replace(CONTENT.digest().text(), CONTENT.digest() + ", 7 bytes") + CONTENT.digest()
                                + ", 6 bytes",
                        it -> it.evidence.input = () -> Optional.of(new DeclaredInput(CONTENT.digest(), 6))),
                new GateRow(
                        "input that grew",
                        Reason.INPUT_CHANGED,
                        input + "more than 7 bytes",
                        it -> it.evidence.input = () -> Optional.of(new DeclaredInput(OTHER.digest(), 8))),
                new GateRow(
                        "upstream output absent",
                        Reason.OUTPUT_MISSING,
                        RUN + ", output 'text\\u202E' of task 'fetch', " + CONTENT.digest()
                                + ", is not kept. Restore the content store, or declare the run again.",
                        it -> it.evidence.output = Optional::empty),
                new GateRow(
                        "upstream output changed",
                        Reason.OUTPUT_MISSING,
                        RUN + ", output 'text\\u202E' of task 'fetch' has other bytes. Restore the content store.\n"
                                + "  declared: " + CONTENT.digest() + "\n  found:    " + OTHER.digest(),
                        it -> it.evidence.output = () -> Optional.of(OTHER)));
    }

    static List<GateRow> slow() {
        String slow = IDENTITY
                + ", its checks took PT10.000000001S and may take PT10S. Mend the cause, then release the run.";
        return List.of(
                new GateRow(
                        "declaration slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.evidence.declaration = it.slow(it.evidence.declaration)),
                new GateRow("run slow", Reason.TOO_SLOW, slow, it -> it.evidence.run = it.slow(it.evidence.run)),
                new GateRow("spec slow", Reason.TOO_SLOW, slow, it -> it.evidence.spec = it.slow(it.evidence.spec)),
                new GateRow(
                        "operators slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.evidence.operators = it.slow(it.evidence.operators)),
                new GateRow(
                        "operator's version slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.operator.ref = laterSlow(it, DECLARED.operator())),
                new GateRow(
                        "operator's needs slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.operator.needs = it.slow(it.operator.needs)),
                new GateRow(
                        "operator's objection slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.operator.objection = it.slow(it.operator.objection)),
                new GateRow(
                        "connection slow",
                        Reason.TOO_SLOW,
                        slow,
                        it -> it.evidence.connection = it.slow(it.evidence.connection)),
                new GateRow("input slow", Reason.TOO_SLOW, slow, it -> it.evidence.input = it.slow(it.evidence.input)),
                new GateRow(
                        "output slow", Reason.TOO_SLOW, slow, it -> it.evidence.output = it.slow(it.evidence.output)));
    }

    private static GateRow missing(Component component) {
        return new GateRow(
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

    private static Supplier<OperatorRef> laterSlow(GateCase it, OperatorRef ref) {
        boolean[] asked = new boolean[1];
        return () -> {
            if (asked[0]) {
                it.clock.advance(PATIENCE.plusNanos(1));
            }
            asked[0] = true;
            return ref;
        };
    }
}
