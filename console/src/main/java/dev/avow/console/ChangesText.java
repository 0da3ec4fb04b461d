package dev.avow.console;

import dev.avow.engine.history.SpecChange;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.Printable;
import java.io.PrintStream;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Changes for a person's eyes, by task; all of it is safe for a terminal. */
final class ChangesText {

    private final PrintStream out;
    private final Color color;

    ChangesText(PrintStream out, Color color) {
        this.out = out;
        this.color = color;
    }

    void print(List<SpecChange> changes) {
        changes.stream()
                .collect(Collectors.groupingBy(SpecChange::task, TreeMap::new, Collectors.toList()))
                .forEach(this::task);
    }

    private void task(String name, List<SpecChange> changes) {
        line("Task " + Printable.quoted(name) + ":");
        changes.forEach(this::change);
    }

    private void change(SpecChange change) {
        line("  " + change.at());
        line("    from spec       " + change.from().map(Object::toString).orElse("none: its first"));
        line("    to spec         " + change.to());
        line("    first identity  " + change.first());
        change.differences().forEach(this::difference);
    }

    private void difference(Difference difference) {
        String pointer = difference.pointer().isEmpty() ? "\"\"" : difference.pointer();
        out.append("    ").append(color.place(Printable.text(pointer))).append('\n');
        DifferenceLines.of(difference)
                .forEach(
                        each -> out.append("      ").append(each.painted(color)).append('\n'));
    }

    private void line(String text) {
        out.append(Printable.text(text)).append('\n');
    }
}
