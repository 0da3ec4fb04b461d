package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Meets durable requests: declares each task that an outcome made due, or that was refused before. */
final class RequestStep {

    private static final int BATCH = 200;
    private static final Duration LATER = Duration.ofMinutes(1);

    private final Core core;

    RequestStep(Core core) {
        this.core = core;
    }

    /** Meets the requests that are due, and returns how many it looked at. */
    int meet() {
        Instant now = Times.millis(core.clock());
        List<RequestRow> due = core.store().read(session -> session.requests().due(now, BATCH));
        for (RequestRow request : due) {
            if (!core.isClosing()) {
                core.registry()
                        .find(request.key().job())
                        .ifPresentOrElse(job -> meet(job, request), () -> putOff(request, now));
            }
        }
        return due.size();
    }

    /** Lets requests of other jobs pass one whose job is not registered here. */
    private void putOff(RequestRow row, Instant now) {
        core.store()
                .writeOnly(session -> session.requests().postpone(row.key(), row.tries(), "NO_JOB", now.plus(LATER)));
    }

    private void meet(BoundJob job, RequestRow row) {
        DeclareRequest request = DeclareRequest.parse(row.occasion());
        try {
            BoundTask task = job.find(row.key().task()).orElseThrow(() -> noTask(row.key()));
            Prepared prepared =
                    core.preparer().prepare(task, request.occasion(), request.submitter(), request.redeclare());
            core.door().pass(passage -> {
                if (passage.session().requests().delete(row.key())) {
                    int number = request.redeclare()
                            ? passage.session().declarations().lastNumber(row.key()) + 1
                            : 1;
                    core.declarer().declare(passage, prepared, number, Times.millis(core.clock()));
                }
                return true;
            });
        } catch (Refusal refusal) {
            refuse(job, row, request, refusal);
        }
    }

    private void refuse(BoundJob job, RequestRow row, DeclareRequest request, Refusal refusal) {
        RetryPolicy policy = job.job().refusals();
        int tries = row.tries() + 1;
        core.door().pass(passage -> {
            core.refusals().record(passage.session(), row.key(), refusal);
            if (tries < policy.attempts()) {
                Instant next = Times.millis(core.clock()).plus(policy.waitAfter(tries));
                passage.session()
                        .requests()
                        .postpone(row.key(), tries, refusal.code().name(), next);
            } else {
                giveUp(passage, job, row.key(), request);
            }
            return true;
        });
    }

    private void giveUp(Passage passage, BoundJob job, OccasionKey key, DeclareRequest request) {
        passage.session().requests().delete(key);
        Graph graph = Graph.of(job.job());
        boolean after = Optional.ofNullable(graph.nodes().get(key.task())).isPresent();
        if (after && core.downstream().undeclare(passage.session(), key, "REFUSED")) {
            core.downstream().decide(passage.session(), key.job(), key.task(), request, graph);
        }
    }

    private static Refusal noTask(OccasionKey key) {
        return new Refusal(
                Refusal.Code.NO_TASK,
                "Job '" + key.job() + "' has no task '" + key.task()
                        + "' any more, so it is not declared for occasion '" + key.occasion()
                        + "'. Register a definition that has it, then redeclare.",
                null);
    }
}
