package dev.avow.operators;

import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamList;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.engine.operator.OperatorException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an operator takes content from: an input of its task, or an output of an upstream task. Immutable.
 *
 * @param task the upstream task; empty for an input
 * @param name of the input or output
 */
public record Source(Optional<String> task, String name) {

    /** What a parameter that names a source looks like, for messages. */
    public static final String RULE = "Use input:NAME or upstream:TASK/OUTPUT";

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,99}";
    private static final Pattern FORM = Pattern.compile("input:(" + NAME + ")|upstream:(" + NAME + ")/(" + NAME + ")");

    /** Returns the source that is an input of the task. */
    public static Source input(String name) {
        return parse("input:" + name);
    }

    /** Returns the source that is an output of an upstream task. */
    public static Source upstream(String task, String output) {
        return parse("upstream:" + task + "/" + output);
    }

    /**
     * Returns the source of a text: {@code input:NAME} or {@code upstream:TASK/OUTPUT}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Source parse(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a source. " + RULE + "."));
    }

    /** Returns the source of a text, or empty if it is not the text of one. */
    public static Optional<Source> find(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                form.group(1) != null
                        ? new Source(Optional.empty(), form.group(1))
                        : new Source(Optional.of(form.group(2)), form.group(3)));
    }

    /** Returns the text that {@link #parse} reads, as it stands in a declaration. */
    @Override
    public String toString() {
        return task.map(upstream -> "upstream:" + upstream + "/" + name).orElse("input:" + name);
    }

    /** Returns what is wrong with a declaration that has no such content, or empty if it has. */
    public Optional<String> objection(Declaration declaration) {
        boolean declared = task.map(upstream -> hasOutput(declaration, upstream))
                .orElseGet(() -> declaration.context().inputs().containsKey(name));
        return declared
                ? Optional.empty()
                : Optional.of("Source '" + this + "' is not declared. Add it to the task with "
                        + (task.isPresent() ? "after" : "input") + "(...), and declare the run again.");
    }

    /**
     * Returns the content, checked by the engine.
     *
     * @throws OperatorException if it is not declared
     */
    public Input of(DeclaredRun run) {
        return task.map(upstream -> run.upstream(upstream, name)).orElseGet(() -> run.input(name));
    }

    /**
     * Returns the contents that each run of a mapped upstream task gave, in the order of its elements; else the one.
     *
     * @throws OperatorException if it is not declared
     */
    public List<Input> all(DeclaredRun run) {
        return isOfMapped(run.declaration()) ? run.upstreamAll(task.orElseThrow(), name) : List.of(of(run));
    }

    /** Tells whether the upstream task is mapped, so that there is a content for each of its runs. */
    public boolean isOfMapped(Declaration declaration) {
        return task.map(upstream -> declaration.context().upstream().get(upstream))
                .filter(given -> !(given instanceof UpstreamRun))
                .isPresent();
    }

    /**
     * Returns the content as text.
     *
     * @throws OperatorException if it is not declared, or not UTF-8; for good
     * @throws IOException if it cannot be read
     */
    public String text(DeclaredRun run) throws IOException {
        try {
            return of(run).text();
        } catch (CharacterCodingException e) {
            throw OperatorException.permanent("Source '" + this + "' is not UTF-8. Give it as UTF-8 text.", e);
        }
    }

    private boolean hasOutput(Declaration declaration, String upstream) {
        Upstream given = declaration.context().upstream().get(upstream);
        if (given instanceof UpstreamRuns runs) {
            return runs.runs().stream().anyMatch(run -> run.outputs().containsKey(name));
        }
        return given instanceof UpstreamList
                || (given instanceof UpstreamRun run && run.outputs().containsKey(name));
    }
}
