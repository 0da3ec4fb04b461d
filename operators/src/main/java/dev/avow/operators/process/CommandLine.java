package dev.avow.operators.process;

import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.operators.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command line as declared: the program and its arguments, in which {@code {input:NAME}} and
 * {@code {upstream:TASK/OUTPUT}} stand for the path of a private copy; an argument that is nothing else, of a mapped task,
 * stands for as many arguments as the task has runs. Braces around anything else mean nothing.
 *
 * @param parts the program first; at least one
 */
record CommandLine(List<String> parts) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{((?:input|upstream):[^{}]*)\\}");

    CommandLine {
        parts = List.copyOf(parts);
    }

    String program() {
        return parts.get(0);
    }

    /** Returns what is wrong with it, or empty. */
    Optional<String> fault() {
        if (parts.stream().anyMatch(part -> part.indexOf('\0') >= 0)) {
            return Optional.of("has U+0000");
        }
        if (program().isBlank() || (program().contains("/") && !program().startsWith("/"))) {
            return Optional.of("starts with '" + program() + "', which is neither an absolute path nor a name");
        }
        return placeholders().stream()
                .filter(text -> Source.find(text).isEmpty())
                .findFirst()
                .map(text -> "has '{" + text + "}', which is not a source");
    }

    /** Returns the contents that the arguments name. */
    List<Source> sources() {
        return placeholders().stream().map(Source::parse).toList();
    }

    /** Returns the arguments of an attempt, without the program. */
    List<String> arguments(DeclaredRun run) {
        return parts.stream().skip(1).flatMap(part -> arguments(run, part)).toList();
    }

    /** An argument that is a content of each run of a mapped task, and nothing else, is as many arguments. */
    private static Stream<String> arguments(DeclaredRun run, String part) {
        Matcher whole = PLACEHOLDER.matcher(part);
        if (whole.matches() && Source.parse(whole.group(1)).isOfMapped(run.declaration())) {
            return Source.parse(whole.group(1)).all(run).stream().map(CommandLine::path);
        }
        return Stream.of(PLACEHOLDER
                .matcher(part)
                .replaceAll(found -> Matcher.quoteReplacement(
                        path(Source.parse(found.group(1)).of(run)))));
    }

    private static String path(Input content) {
        return content.path().toAbsolutePath().toString();
    }

    private List<String> placeholders() {
        TreeSet<String> found = new TreeSet<>();
        parts.stream()
                .skip(1)
                .forEach(part -> PLACEHOLDER.matcher(part).results().forEach(p -> found.add(p.group(1))));
        return new ArrayList<>(found);
    }
}
