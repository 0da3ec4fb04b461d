package dev.avow.operators.process;

import dev.avow.engine.operator.DeclaredRun;
import dev.avow.operators.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line as declared: the program and its arguments, in which {@code {input:NAME}} and
 * {@code {upstream:TASK/OUTPUT}} stand for the path of a private copy. Braces around anything else mean nothing.
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
        return parts.stream()
                .skip(1)
                .map(part -> PLACEHOLDER
                        .matcher(part)
                        .replaceAll(found -> Matcher.quoteReplacement(Source.parse(found.group(1))
                                .of(run)
                                .path()
                                .toAbsolutePath()
                                .toString())))
                .toList();
    }

    private List<String> placeholders() {
        TreeSet<String> found = new TreeSet<>();
        parts.stream()
                .skip(1)
                .forEach(part -> PLACEHOLDER.matcher(part).results().forEach(p -> found.add(p.group(1))));
        return new ArrayList<>(found);
    }
}
