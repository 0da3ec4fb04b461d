package dev.avow.engine.gate;

import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamList;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.Operator;
import java.util.List;
import java.util.Optional;

/** Checks of what this node has: the operator, the connection, and the bytes of inputs and upstream outputs. */
final class NodeChecks {

    private final Declaration declaration;
    private final Evidence evidence;

    NodeChecks(Declaration declaration, Evidence evidence) {
        this.declaration = declaration;
        this.evidence = evidence;
    }

    void check() {
        operator();
        connection();
        declaration.context().inputs().forEach(this::input);
        declaration.context().upstream().forEach(this::upstream);
    }

    private void operator() {
        OperatorRef declared = declaration.operator();
        boolean there = evidence.operators()
                .use(declared.name(), operator -> {
                    check(operator);
                    return true;
                })
                .orElse(false);
        if (!there) {
            throw deny(Reason.NO_OPERATOR, "this node has no operator '" + declared.name() + "'. Register it");
        }
    }

    private void check(Operator operator) {
        OperatorRef declared = declaration.operator();
        OperatorRef found = operator.ref();
        if (!found.equals(declared)) {
            throw differs(
                    Reason.OPERATOR_CHANGED,
                    "the operator has another version. Restore the declared one, or declare the run again",
                    Text.safe(declared.name() + " " + declared.version()),
                    Text.safe(found.name() + " " + found.version()));
        }
        for (Component component : operator.needs()) {
            if (!component.isIn(declaration)) {
                throw deny(
                        Reason.COMPONENT_MISSING,
                        "operator '" + declared.name() + "' needs " + component
                                + ", which is not declared. Add it to the task, and declare the run again");
            }
        }
        Optional<String> objection = operator.objection(declaration);
        if (objection.isPresent()) {
            throw deny(Reason.OPERATOR_OBJECTION, Text.safe(objection.get()));
        }
    }

    private void connection() {
        Optional<String> fault = evidence.connectionFault(declaration);
        if (fault.isPresent()) {
            throw deny(Reason.NO_CONNECTION, Text.safe(fault.get()));
        }
    }

    private void input(String name, DeclaredInput declared) {
        DeclaredInput found = evidence.copyInput(name, declared.size())
                .orElseThrow(() -> deny(
                        Reason.INPUT_MISSING,
                        "input '" + name + "' is not there. Restore the declared file, or declare the run again"));
        if (!found.equals(declared)) {
            throw differs(
                    Reason.INPUT_CHANGED,
                    "input '" + name + "'. Restore the declared file, or declare the run again",
                    shown(declared, found),
                    found.size() > declared.size()
                            ? "more than " + declared.size() + " bytes"
                            : shown(found, declared));
        }
    }

    /** Returns the digest of one, its size where that is all that differs, or that it is bigger than it may be. */
    private static String shown(DeclaredInput one, DeclaredInput other) {
        String digest = one.digest().text();
        return one.digest().equals(other.digest()) ? digest + ", " + one.size() + " bytes" : digest;
    }

    private void upstream(String task, Upstream upstream) {
        List<UpstreamRun> runs = runs(task, upstream);
        for (int i = 0; i < runs.size(); i++) {
            refuseErased(task, runs.get(i));
            int place = i;
            runs.get(i).outputs().forEach((output, digest) -> output(task, place, output, digest));
        }
    }

    private List<UpstreamRun> runs(String task, Upstream upstream) {
        if (upstream instanceof UpstreamRun run) {
            return List.of(run);
        }
        if (upstream instanceof UpstreamRuns runs) {
            return runs.runs();
        }
        UpstreamList declared = (UpstreamList) upstream;
        return evidence.upstreamList(declared.list())
                .filter(runs -> Upstream.of(runs).equals(declared))
                .orElseThrow(() -> deny(
                        Reason.OUTPUT_MISSING,
                        "the list of the runs of task '" + task + "', " + declared.list()
                                + ", is not kept, or has other bytes. Restore the content store"));
    }

    private void refuseErased(String task, UpstreamRun run) {
        if (run.outputs().isEmpty()) {
            return;
        }
        for (String output : evidence.erasedOutputs(run.identity(), run.attempt())) {
            if (run.outputs().containsKey(output)) {
                throw deny(
                        Reason.ERASED,
                        "output " + Text.quoted(output) + " of task '" + task
                                + "' was erased. Declare that task again, if this one has to run");
            }
        }
    }

    private void output(String task, int place, String output, Digest declared) {
        Digest found = evidence.copyOutput(task, place, output, declared)
                .map(DeclaredInput::digest)
                .orElseThrow(() -> deny(
                        Reason.OUTPUT_MISSING,
                        "output " + Text.quoted(output) + " of task '" + task + "', " + declared
                                + ", is not kept. Restore the content store, or declare the run again"));
        if (!found.equals(declared)) {
            throw differs(
                    Reason.OUTPUT_MISSING,
                    "output " + Text.quoted(output) + " of task '" + task
                            + "' has other bytes. Restore the content store",
                    declared.text(),
                    found.text());
        }
    }

    private Denied differs(Reason reason, String what, String declared, String found) {
        return new Denied(reason, deny(reason, what).text() + "\n  declared: " + declared + "\n  found:    " + found);
    }

    private Denied deny(Reason reason, String what) {
        String end = what.endsWith(".") ? "" : ".";
        return new Denied(reason, "Run denied, " + reason + ": " + Text.of(declaration) + ", " + what + end);
    }
}
