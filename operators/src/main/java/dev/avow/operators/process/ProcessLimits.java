package dev.avow.operators.process;

import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import dev.avow.operators.ParameterReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a process may use at most, as far as the system limits it: {@code prlimit} of util-linux sets the limits on itself, and
 * becomes the program.
 *
 * @param values by the name of the limit
 */
record ProcessLimits(SortedMap<String, Long> values) {

    static final String LIMITS = "limits";

    /** The exit code of a process that SIGXCPU ended, as shells tell it. */
    private static final int ABOVE_CPU = 128 + 24;

    private static final String CPU = "cpu_seconds";
    private static final String PRLIMIT = "prlimit";
    private static final long MIB = 1 << 20;

    private enum Limit {
        ADDRESS_SPACE("address_space_bytes", "as", MIB, JsonInteger.MAX),
        CPU_TIME(CPU, "cpu", 1, 31_536_000),
        FILE_SIZE("file_bytes", "fsize", 0, JsonInteger.MAX),
        OPEN_FILES("open_files", "nofile", 8, MIB),
        PROCESSES("processes", "nproc", 1, 4 * MIB);

        private final String member;
        private final String option;
        private final long min;
        private final long max;

        Limit(String member, String option, long min, long max) {
            this.member = member;
            this.option = option;
            this.min = min;
            this.max = max;
        }

        /** A process is first told that its time is over, and killed a second of its time later. */
        String argument(long value) {
            return "--" + option + "=" + value + ":" + (this == CPU_TIME ? value + 1 : value);
        }
    }

    static ProcessLimits read(ParameterReader in) {
        if (!(in.value(LIMITS, JsonObject.empty()) instanceof JsonObject object)) {
            throw in.bad(LIMITS, "is not an object", "Give one, with a number for each limit");
        }
        TreeMap<String, Long> values = new TreeMap<>();
        object.members().forEach((name, value) -> values.put(name, checked(in, name, value)));
        return new ProcessLimits(values);
    }

    private static long checked(ParameterReader in, String name, JsonValue value) {
        Limit limit = find(name)
                .orElseThrow(() -> in.bad(
                        LIMITS, "has " + Printable.quoted(name) + ", which is not a limit", "Use only " + names()));
        if (!(value instanceof JsonInteger number) || number.value() < limit.min || number.value() > limit.max) {
            throw in.bad(
                    LIMITS,
                    "has no good value for '" + name + "'",
                    "Give an integer from " + limit.min + " to " + limit.max);
        }
        return number.value();
    }

    private static Optional<Limit> find(String name) {
        for (Limit limit : Limit.values()) {
            if (limit.member.equals(name)) {
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }

    private static String names() {
        List<String> names = new ArrayList<>();
        for (Limit limit : Limit.values()) {
            names.add(limit.member);
        }
        return String.join(", ", names);
    }

    /** Returns the program that sets the limits here, where the system has it. */
    static Program program() {
        return new Program(PRLIMIT, Environment.none());
    }

    /** Returns why a node cannot keep to the limits, if there are some. */
    Optional<String> objection(Program prlimit) {
        return values.isEmpty() || prlimit.find().isPresent()
                ? Optional.empty()
                : Optional.of("Limits " + values.keySet() + " are declared, and this node has no '" + prlimit.name()
                        + "' in '" + Program.DEFAULT_PATH + "' to set them. Install util-linux, which is for Linux, or"
                        + " declare no limits.");
    }

    /** Returns what stands before the program on the command line. */
    List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        if (!values.isEmpty()) {
            Path file = program().find().orElseThrow();
            prefix.add(file.toString());
            values.forEach((name, value) -> prefix.add(find(name).orElseThrow().argument(value)));
            prefix.add("--");
        }
        return prefix;
    }

    /** Returns what is wrong with a process that ended with this code, if it is that a limit was reached. */
    Optional<String> reached(int exitCode) {
        return exitCode == ABOVE_CPU && values.containsKey(CPU)
                ? Optional.of("was ended: it used more than " + values.get(CPU)
                        + " s of processor time. Raise cpu_seconds, or let it do less")
                : Optional.empty();
    }
}
