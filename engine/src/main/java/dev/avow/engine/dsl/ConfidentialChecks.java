package dev.avow.engine.dsl;

import dev.avow.engine.dsl.Elements.ByOutput;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds where a text of a task that is declared in clear names what is not to be: a confidential param, or the content of a
 * private output. What these checks cannot see, such as a name inside a section, is refused when it is rendered.
 */
final class ConfidentialChecks {

    private final Job job;
    private final Task task;
    private final Faults faults;

    ConfidentialChecks(Job job, Task task, Faults faults) {
        this.job = job;
        this.task = task;
        this.faults = faults;
    }

    void check() {
        Set<String> inMessages = new TreeSet<>();
        for (MessageTemplate message : task.call().messages()) {
            if (!message.text().isConfidential()) {
                inMessages.addAll(Template.names(message.text().text()));
            }
        }
        Set<String> inParameters = new TreeSet<>();
        collect(task.call().parameters(), inParameters);
        refuse(inMessages, "in a message that is not confidential. Make that message confidential");
        refuse(inParameters, "in a parameter, which is declared in clear. Name it in confidential messages only");
        mapped();
    }

    /** The key of each element is declared in clear; and what is asked of a mapped task is stored until it is declared. */
    private void mapped() {
        String quoted = Printable.quoted(task.name());
        if (task.mapped().orElse(null) instanceof ByOutput elements
                && job.findTask(elements.task()).filter(Task::privateOutputs).isPresent()) {
            faults.add("maps task " + quoted + " over a private output of task " + Printable.quoted(elements.task())
                    + ", whose elements would be declared in clear. Take privateOutputs() out there");
        }
        if (task.mapped().isPresent()
                && task.isRoot()
                && !job.confidentialParams().isEmpty()) {
            faults.add("has confidential params, and the mapped task " + quoted
                    + ", which comes after no other. Put it after a task that is not mapped");
        }
    }

    private static void collect(JsonValue value, Set<String> names) {
        if (value instanceof JsonObject object) {
            object.members().values().forEach(member -> collect(member, names));
        } else if (value instanceof JsonArray array) {
            array.values().forEach(element -> collect(element, names));
        } else if (value instanceof JsonString text) {
            names.addAll(Template.names(text.value()));
        }
    }

    private void refuse(Set<String> names, String where) {
        for (String param : job.confidentialParams()) {
            if (isNamed("params", param, names)) {
                fault("confidential param " + Printable.quoted(param), where);
            }
        }
        for (String upstream : task.after()) {
            boolean named = job.findTask(upstream).filter(Task::privateOutputs).isPresent()
                    && names.stream().anyMatch(name -> isContent(upstream, name));
            if (named) {
                fault("a private output of task " + Printable.quoted(upstream), where);
            }
        }
    }

    private void fault(String what, String where) {
        faults.add("names " + what + " in task " + Printable.quoted(task.name()) + " " + where);
    }

    /** Tells whether a name is that of a member, with what it is a member of before it or around it. */
    private static boolean isNamed(String of, String member, Set<String> names) {
        String whole = of + "." + member;
        return names.stream().anyMatch(name -> isWithin(whole, name))
                || (names.contains(of) && names.stream().anyMatch(name -> isWithin(member, name)));
    }

    private static boolean isWithin(String whole, String name) {
        return name.equals(whole) || name.startsWith(whole + ".");
    }

    private static boolean isContent(String upstream, String name) {
        return name.startsWith("upstream." + upstream + ".outputs.") && !name.endsWith(".digest");
    }
}
