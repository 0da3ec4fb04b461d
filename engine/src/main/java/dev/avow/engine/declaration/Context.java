package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What a run works from besides model, prompt and parameters. */
public record Context(
        SortedMap<String, DeclaredInput> inputs,
        List<Tool> tools,
        SortedMap<String, Upstream> upstream,
        Optional<Mapped> mapped,
        Environment environment) {

    /** An input by digest and size in bytes. */
    public record DeclaredInput(Digest digest, long size) {}

    /**
     * A tool that is offered to the model.
     *
     * @param digest of the canonical JSON that describes it to the model
     */
    public record Tool(String name, Digest digest) {}

    /** What an upstream task gave. */
    public sealed interface Upstream permits UpstreamRun, UpstreamRuns, UpstreamList {}

    /** The one run of an upstream task, which attempt of it, and its outputs. */
    public record UpstreamRun(Identity identity, int attempt, SortedMap<String, Digest> outputs) implements Upstream {}

    /** The runs of a mapped upstream task in the order of their index, at most 1,000. */
    public record UpstreamRuns(List<UpstreamRun> runs) implements Upstream {}

    /** More than 1,000 runs of a mapped upstream task, by the digest of the canonical JSON array of them. */
    public record UpstreamList(int count, Digest list) implements Upstream {}

    /** Which of its siblings a mapped run is; the index counts from 0. */
    public record Mapped(int index, String key) {}

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

        /** Returns an environment of nothing. */
        public static Environment none() {
            return of(Map.of(), Map.of(), Map.of());
        }

        /** Returns an environment of these, copied. */
        public static Environment of(
                Map<String, Digest> digests, Map<String, String> versions, Map<String, String> variables) {
            return new Environment(
                    new java.util.TreeMap<>(digests),
                    new java.util.TreeMap<>(versions),
                    new java.util.TreeMap<>(variables));
        }
    }
}
