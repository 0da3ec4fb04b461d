package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Meets durable requests: declares each task that an outcome made due, or that was refused before. */
final class RequestStep {

    private static final int BATCH = 200;
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(RequestStep.class);

    private final Core core;

    RequestStep(Core core) {
        this.core = core;
    }

    /** Meets the requests that are due of jobs that are registered here, and returns how many it looked at. */
    int meet() {
        Instant now = Times.millis(core.clock());
        Set<String> jobs = core.registry().all().stream().map(BoundJob::name).collect(Collectors.toSet());
        List<RequestRow> due = core.store().read(session -> session.requests().due(now, jobs, BATCH));
        for (RequestRow request : due) {
            if (!core.isClosing()) {
                core.registry().find(request.key().job()).ifPresent(job -> meet(job, request));
            }
        }
        return due.size();
    }

    /** Puts a request off without counting a try, so that others pass it. */
    private void postpone(RequestRow row, String reason, Duration wait) {
        Instant next = Times.millis(core.clock()).plus(wait);
        core.store().writeOnly(session -> session.requests().postpone(row.key(), row.tries(), reason, next));
    }

    private void meet(BoundJob job, RequestRow row) {
        try {
            List<RequestRow> together = reserved(together(job, row));
            if (!together.isEmpty()) {
                meet(job, together);
            }
        } catch (UpstreamMoved moved) {
            postpone(row, row.reason(), SOON);
        } catch (RuntimeException e) {
            LOG.error(
                    "Request {} is not met yet and will be tried again. See the cause.",
                    row.key(),
                    core.guard().safe(e));
        }
    }

    /** Returns the requests to meet in one transaction: those of all roots of an occasion, else the one alone. */
    private List<RequestRow> together(BoundJob job, RequestRow row) {
        List<String> roots =
                job.roots().stream().map(root -> root.task().name()).toList();
        List<String> tasks =
                roots.contains(row.key().task()) ? roots : List.of(row.key().task());
        return core.store().read(session -> {
            boolean stillDue =
                    session.requests().find(row.key()).filter(row::equals).isPresent();
            List<RequestRow> rows = new ArrayList<>();
            for (String task : tasks) {
                OccasionKey key =
                        new OccasionKey(row.key().job(), task, row.key().occasion());
                session.requests().find(key).filter(found -> stillDue).ifPresent(rows::add);
            }
            return rows;
        });
    }

    /** In a cluster, puts the requests off for the others while this node meets them; returns none if another node did. */
    private List<RequestRow> reserved(List<RequestRow> rows) {
        if (!core.settings().clustered()) {
            return rows;
        }
        Instant until = Times.millis(core.clock()).plus(LATER);
        return core.store().write(session -> {
            boolean all = rows.stream().allMatch(row -> session.requests().reserve(row, until));
            return all ? rows : List.of();
        });
    }

    private void meet(BoundJob job, List<RequestRow> rows) {
        try {
            List<Prepared> prepared =
                    rows.stream().map(row -> prepare(job, row)).toList();
            core.door().pass(passage -> {
                for (int i = 0; i < rows.size(); i++) {
                    declare(passage, job, rows.get(i), prepared.get(i));
                }
                return true;
            });
        } catch (Refusal refusal) {
            core.door().pass(passage -> {
                rows.forEach(row -> refuse(passage, job, row, refusal));
                return true;
            });
        }
    }

    private Prepared prepare(BoundJob job, RequestRow row) {
        DeclareRequest request = DeclareRequest.parse(row.occasion());
        BoundTask task = job.find(row.key().task()).orElseThrow(() -> noTask(row.key()));
        return core.preparer().prepare(task, request.occasion(), request.submitter(), request.redeclare());
    }

    private void declare(Passage passage, BoundJob job, RequestRow row, Prepared prepared) {
        DeclareRequest request = DeclareRequest.parse(row.occasion());
        UpstreamMoved.refuse(passage.session(), prepared.declaration());
        if (passage.session().requests().delete(row.key())
                && core.downstream().stillWanted(passage.session(), row.key(), request, Graph.of(job.job()))) {
            int number = request.redeclare() ? passage.session().declarations().lastNumber(row.key()) + 1 : 1;
            core.declarer().declare(passage, prepared, number, Times.millis(core.clock()));
        }
    }

    private void refuse(Passage passage, BoundJob job, RequestRow row, Refusal refusal) {
        RetryPolicy policy = job.job().refusals();
        int tries = row.tries() + 1;
        core.refusals().record(passage.session(), row.key(), refusal);
        if (tries < policy.attempts()) {
            Instant next = Times.millis(core.clock()).plus(policy.waitAfter(tries));
            passage.session()
                    .requests()
                    .postpone(row.key(), tries, refusal.code().name(), next);
        } else {
            giveUp(passage, job, row.key(), DeclareRequest.parse(row.occasion()));
        }
    }

    private void giveUp(Passage passage, BoundJob job, OccasionKey key, DeclareRequest request) {
        passage.session().requests().delete(key);
        boolean never = passage.session().declarations().lastNumber(key) == 0;
        if (never && core.downstream().undeclare(passage.session(), key, "REFUSED")) {
            core.downstream().decide(passage.session(), key.job(), key.task(), request, Graph.of(job.job()));
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
