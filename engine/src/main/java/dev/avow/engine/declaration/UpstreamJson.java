package dev.avow.engine.declaration;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The three forms of a member of {@code upstream} as JSON: one run, an array of runs, or their count and digest. */
final class UpstreamJson {

    private UpstreamJson() {}

    static JsonValue write(Context.Upstream upstream) {
        if (upstream instanceof Context.UpstreamRun run) {
            return run(run);
        }
        if (upstream instanceof Context.UpstreamRuns runs) {
            return ObjectWriter.array(runs.runs(), UpstreamJson::run);
        }
        Context.UpstreamList list = (Context.UpstreamList) upstream;
        return new ObjectWriter()
                .put("count", list.count())
                .put("list", list.list().text())
                .build();
    }

    static Context.Upstream read(JsonValue value) {
        if (value instanceof JsonArray) {
            return new Context.UpstreamRuns(Values.list(value, UpstreamJson::readRun));
        }
        return ObjectReader.of(value).has("count") ? readList(value) : readRun(value);
    }

    static Context.UpstreamList byDigest(List<Context.UpstreamRun> runs) {
        return new Context.UpstreamList(runs.size(), Digest.of(listBytes(runs)));
    }

    /** Writes the canonical array piece by piece, since it may be longer than a document. */
    static byte[] listBytes(List<Context.UpstreamRun> runs) {
        return runs.stream()
                .map(run -> CanonicalJson.text(run(run)))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static List<Context.UpstreamRun> readList(byte[] utf8) {
        try {
            return Values.list(CanonicalJson.parse(utf8), UpstreamJson::readRun);
        } catch (JsonRefusedException e) {
            throw new DeclarationException(e);
        }
    }

    private static JsonObject run(Context.UpstreamRun run) {
        return new ObjectWriter()
                .put("identity", run.identity().toString())
                .put("attempt", run.attempt())
                .map("outputs", run.outputs(), ConstraintsJson::digest)
                .build();
    }

    private static Context.UpstreamRun readRun(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Context.UpstreamRun(
                new Identity(in.required("identity", Values::digest)),
                in.required("attempt", Values::smallInteger),
                in.mapOrNone("outputs", Values::digest)));
    }

    private static Context.UpstreamList readList(JsonValue value) {
        ObjectReader in = ObjectReader.of(value);
        return in.done(new Context.UpstreamList(
                in.required("count", Values::smallInteger), in.required("list", Values::digest)));
    }
}
