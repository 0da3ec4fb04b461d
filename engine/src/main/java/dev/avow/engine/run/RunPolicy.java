package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.dsl.TimeLimits;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is kept beside a declaration, unhashed: how its run is retried, which tasks come after it, and which seats it needs.
 *
 * @param redeclared whether the run was redeclared, so that the tasks after it are redeclared too
 * @param maxActiveRuns how many runs of the job may run at once; texts of earlier versions have none
 * @param pool the pool whose seat the run needs; texts of earlier versions have none
 * @param approval who must approve the run; texts of earlier versions have none
 * @param limits how long the run may take; texts of earlier versions have none
 * @param privateOutputs whether its outputs are deleted when it is erased; texts have it only where they are
 */
record RunPolicy(
        RetryPolicy retry,
        Graph graph,
        boolean redeclared,
        OptionalInt maxActiveRuns,
        Optional<String> pool,
        Optional<Approval> approval,
        TimeLimits limits,
        boolean privateOutputs) {

    static RunPolicy of(BoundTask bound, boolean redeclared) {
        return new RunPolicy(
                bound.task().retry(),
                Graph.of(bound.job()),
                redeclared,
                bound.job().maxActiveRuns(),
                bound.task().pool(),
                bound.task().approval(),
                bound.task().limits(),
                bound.task().privateOutputs());
    }

    /** Returns the seats that a run of this job needs. */
    List<SeatNeed> needs(String job) {
        return SeatNeed.of(job, maxActiveRuns, pool);
    }

    /** Tells whether a claim of a run touches nothing but the run: no seat, and no span of time. */
    boolean beginsAlone(OccasionKey run) {
        return needs(run.job()).isEmpty() && limits.run().isEmpty();
    }

    /** Tells whether the end of a run touches nothing but the run, unless it is retried. */
    boolean endsAlone(OccasionKey run) {
        return needs(run.job()).isEmpty()
                && limits.equals(TimeLimits.none())
                && graph.after(run.task()).isEmpty();
    }

    String toText() {
        JsonObject.Builder policy = JsonObject.builder()
                .put("retry", toJson(retry))
                .put("graph", graph.toJson())
                .put("redeclared", redeclared);
        maxActiveRuns.ifPresent(limit -> policy.put("maxActiveRuns", limit));
        pool.ifPresent(name -> policy.put("pool", name));
        limits.run().ifPresent(time -> policy.put("runTimeout", time.toString()));
        limits.deadline().ifPresent(time -> policy.put("deadline", time.toString()));
        approval.ifPresent(by -> policy.put("approval", toJson(by)));
        if (privateOutputs) {
            policy.put("privateOutputs", true);
        }
        return CanonicalJson.text(policy.build());
    }

    private static JsonObject toJson(RetryPolicy retry) {
        JsonObject.Builder json = JsonObject.builder()
                .put("attempts", retry.attempts())
                .put("first", retry.first().toString())
                .put("factor", retry.factor())
                .put("longest", retry.longest().toString())
                .put("recover", retry.recover())
                .put("beside", retry.beside());
        if (retry.jitter() != 0) {
            json.put("jitter", retry.jitter());
        }
        if (!retry.afterTimeout()) {
            json.put("afterTimeout", false);
        }
        return json.build();
    }

    private static JsonObject toJson(Approval approval) {
        JsonObject.Builder json = JsonObject.builder().put("role", approval.role());
        approval.expiry().ifPresent(time -> json.put("expiresAfter", time.toString()));
        return json.build();
    }

    private static Approval approval(JsonObject json) {
        Fields fields = new Fields(json);
        return new Approval(
                fields.text("role"),
                json.find("expiresAfter").map(time -> Duration.parse(fields.text("expiresAfter"))));
    }

    static RunPolicy parse(String text) {
        JsonObject json = CanonicalJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
        Fields fields = new Fields(json);
        Fields retry = new Fields(fields.object("retry"));
        return new RunPolicy(
                new RetryPolicy(
                        retry.number("attempts"),
                        Duration.parse(retry.text("first")),
                        retry.number("factor"),
                        Duration.parse(retry.text("longest")),
                        retry.flag("recover"),
                        retry.flag("beside"),
                        fields.object("retry").find("jitter").isPresent() ? retry.number("jitter") : 0,
                        fields.object("retry").find("afterTimeout").isEmpty() || retry.flag("afterTimeout")),
                Graph.parse(fields.object("graph")),
                fields.flag("redeclared"),
                json.find("maxActiveRuns").isPresent()
                        ? OptionalInt.of(fields.number("maxActiveRuns"))
                        : OptionalInt.empty(),
                json.find("pool").map(name -> fields.text("pool")),
                json.find("approval").map(by -> approval(fields.object("approval"))),
                new TimeLimits(
                        json.find("runTimeout").map(time -> Duration.parse(fields.text("runTimeout"))),
                        json.find("deadline").map(time -> Duration.parse(fields.text("deadline")))),
                json.find("privateOutputs").isPresent() && fields.flag("privateOutputs"));
    }
}
