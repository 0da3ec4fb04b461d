package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonPointer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a run works from besides model, prompt and parameters. */
public record Context(
        SortedMap<String, DeclaredInput> inputs,
        List<Tool> tools,
        SortedMap<String, Upstream> upstream,
        Optional<Mapped> mapped,
        Environment environment) {

    /** @throws DeclarationException if an input or upstream task has no valid name, or a tool is offered twice */
    public Context {
        Checks.names("inputs", inputs.keySet());
        Checks.names("upstream", upstream.keySet());
        refuseTwice(tools);
        inputs = Checks.copy(inputs);
        tools = List.copyOf(tools);
        upstream = Checks.copy(upstream);
    }

    /** Returns a context of nothing. */
    public static Context none() {
        return new Context(new TreeMap<>(), List.of(), new TreeMap<>(), Optional.empty(), Environment.none());
    }

    static void refuseTwice(List<Tool> tools) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            if (!names.add(tools.get(i).name())) {
                throw new DeclarationException(
                        JsonPointer.ROOT.member("tools").element(i).member("name"),
                        Checks.shown(tools.get(i).name()) + " is offered twice");
            }
        }
    }

    /** An input by digest and size in bytes. */
    public record DeclaredInput(Digest digest, long size) {

        /** @throws DeclarationException if the size is negative, or above 2^53-1 */
        public DeclaredInput {
            Checks.atLeast("size", 0, size);
        }
    }

    /**
     * A tool that is offered to the model.
     *
     * @param digest of the canonical JSON that describes it to the model
     */
    public record Tool(String name, Digest digest) {

        /** @throws DeclarationException if the name is not valid */
        public Tool {
            Checks.name("name", name);
        }
    }

    /** What an upstream task gave. */
    public sealed interface Upstream permits UpstreamRun, UpstreamRuns, UpstreamList {

        /** The most runs that stand in the declaration itself. */
        int MAX_LISTED = 1_000;

        /**
         * Returns the runs of a mapped upstream task, listed up to 1,000 and by digest above.
         *
         * @param runs at least one, in the order of their index
         */
        static Upstream of(List<UpstreamRun> runs) {
            return runs.size() > MAX_LISTED ? UpstreamJson.byDigest(runs) : new UpstreamRuns(runs);
        }

        /** Returns the canonical bytes of the list that an {@link UpstreamList} has the digest of. */
        static byte[] listBytes(List<UpstreamRun> runs) {
            return UpstreamJson.listBytes(runs);
        }

        /**
         * Reads {@link #listBytes}.
         *
         * @throws DeclarationException if they are no list of runs, or more than 4 MiB
         */
        static List<UpstreamRun> parseList(byte[] utf8) {
            return UpstreamJson.readList(utf8);
        }
    }

    /** The one run of an upstream task, which attempt of it, and its outputs. */
    public record UpstreamRun(Identity identity, int attempt, SortedMap<String, Digest> outputs) implements Upstream {

        /** @throws DeclarationException if the attempt is below 1, or an output's name is not a line of 1 to 200 */
        public UpstreamRun {
            Checks.atLeast("attempt", 1, attempt);
            Checks.lines("outputs", outputs.keySet());
            outputs = Checks.copy(outputs);
        }
    }

    /** The runs of a mapped upstream task in the order of their index, at most 1,000. */
    public record UpstreamRuns(List<UpstreamRun> runs) implements Upstream {

        /** @throws DeclarationException if there is no run, or more than 1,000 */
        public UpstreamRuns {
            if (runs.isEmpty() || runs.size() > MAX_LISTED) {
                throw DeclarationException.here(runs.size() + " runs are not 1 to " + MAX_LISTED);
            }
            runs = List.copyOf(runs);
        }
    }

    /** More than 1,000 runs of a mapped upstream task, by the digest of the canonical JSON array of them. */
    public record UpstreamList(int count, Digest list) implements Upstream {

        /** @throws DeclarationException if there are not more than 1,000 */
        public UpstreamList {
            Checks.atLeast("count", MAX_LISTED + 1, count);
        }
    }

    /**
     * Which of its siblings a mapped run is.
     *
     * @param index from 0
     * @param key 1 to 200 characters
     */
    public record Mapped(int index, String key) {

        /** @throws DeclarationException if the index is negative, or the key not a line of 1 to 200 characters */
        public Mapped {
            Checks.atLeast("index", 0, index);
            Checks.line("key", key, Checks.MAX_LINE);
        }
    }

    /**
     * What the job says that a run depends on.
     *
     * @param digests of interpreters, images, scripts, by name
     * @param versions of libraries, by name
     * @param variables that are no secrets, by name
     */
    public record Environment(
            SortedMap<String, Digest> digests,
            SortedMap<String, String> versions,
            SortedMap<String, String> variables) {

        /** @throws DeclarationException if a name or version is not a line of 1 to 200 characters */
        public Environment {
            Checks.lines("digests", digests.keySet());
            Checks.lines("versions", versions.keySet());
            Checks.lines("variables", variables.keySet());
            digests = Checks.copy(digests);
            versions = Checks.copy(versions);
            variables = Checks.copy(variables);
            refuseValues(versions, variables);
        }

        /** Returns an environment of nothing. */
        public static Environment none() {
            return of(Map.of(), Map.of(), Map.of());
        }

        /** Returns an environment of these, copied. */
        public static Environment of(
                Map<String, Digest> digests, Map<String, String> versions, Map<String, String> variables) {
            return new Environment(new TreeMap<>(digests), new TreeMap<>(versions), new TreeMap<>(variables));
        }

        private static void refuseValues(SortedMap<String, String> versions, SortedMap<String, String> variables) {
            Checks.within(
                    "versions", () -> versions.forEach((name, value) -> Checks.line(name, value, Checks.MAX_LINE)));
            Checks.within("variables", () -> variables.forEach(Checks::text));
        }

        public boolean isEmpty() {
            return digests.isEmpty() && versions.isEmpty() && variables.isEmpty();
        }
    }
}
