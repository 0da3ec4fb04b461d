package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Session;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /**
     * Meets the requests that are due of jobs that are registered here, and those that follow from that, and returns how
     * many it looked at.
     */
    int meet() {
        Set<String> jobs = core.registry().all().stream().map(BoundJob::name).collect(Collectors.toSet());
        int all = 0;
        boolean more = true;
        while (more && !core.isClosing()) {
            Instant now = Times.millis(core.clock());
            List<RequestRow> due =
                    core.store().read(session -> session.requests().due(now, jobs, BATCH));
            more = due.stream().filter(this::meet).count() > 0;
            all += due.size();
        }
        return all;
    }

    /** Returns false if the request could not be met, and is due still. */
    private boolean meet(RequestRow row) {
        Optional<BoundJob> job = core.registry().find(row.key().job()).filter(found -> !core.isClosing());
        return job.isPresent() && meet(job.get(), row);
    }

    /** Puts a request off without counting a try, so that others pass it. */
    private void postpone(RequestRow row, String reason, Duration wait) {
        Instant next = Times.millis(core.clock()).plus(wait);
        core.store().writeOnly(session -> session.requests().postpone(row.key(), row.tries(), reason, next));
    }

    private boolean meet(BoundJob job, RequestRow row) {
        try {
            List<RequestRow> together = reserved(together(job, row));
            if (!together.isEmpty()) {
                meetReserved(job, together);
            }
            return !together.isEmpty();
        } catch (UpstreamMoved moved) {
            postpone(row, row.reason(), SOON);
            return true;
        } catch (RuntimeException e) {
            LOG.error(
                    "Request {} is not met yet and will be tried again. See the cause.",
                    row.key(),
                    core.guard().safe(e));
            return putOff(row);
        }
    }

    /** Lets other requests pass; returns false where the database is away, so that nothing can be met. */
    private boolean putOff(RequestRow row) {
        try {
            postpone(row, row.reason(), SOON);
            return true;
        } catch (RuntimeException e) { // why: what went wrong is logged already
            return false;
        }
    }

    /** Returns the requests to meet in one transaction: those of all roots of an occasion, else the one alone. */
    private List<RequestRow> together(BoundJob job, RequestRow row) {
        List<String> roots = job.roots().stream()
                .filter(root -> root.task().mapped().isEmpty())
                .map(root -> root.task().name())
                .toList();
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

    private void meetReserved(BoundJob job, List<RequestRow> rows) {
        RequestRow first = rows.get(0);
        try {
            Optional<BoundTask> mapped = job.find(first.key().task())
                    .filter(bound -> bound.task().mapped().isPresent());
            if (mapped.isPresent()) {
                new MappedStep(core, job).meet(mapped.get(), first);
                return;
            }
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
        } catch (Skip skip) {
            core.door().pass(passage -> skip(passage.session(), job, first, skip));
        }
    }

    private boolean skip(Session session, BoundJob job, RequestRow row, Skip skip) {
        UpstreamMoved.refuse(session, row.key(), skip.upstream());
        DeclareRequest request = DeclareRequest.parse(row.occasion());
        return session.requests().delete(row.key())
                && core.downstream().skip(session, row.key(), request, Graph.of(job.job()), Messages.of(skip));
    }

    private Prepared prepare(BoundJob job, RequestRow row) {
        DeclareRequest request = DeclareRequest.parse(row.occasion());
        BoundTask task = job.find(row.key().task()).orElseThrow(() -> noTask(row.key()));
        return core.preparer().prepare(task, request.occasion(), request.submitter(), request.redeclare());
    }

    private void declare(Passage passage, BoundJob job, RequestRow row, Prepared prepared) {
        DeclareRequest request = DeclareRequest.parse(row.occasion());
        UpstreamMoved.refuse(passage.session(), row.key(), prepared.upstream());
        if (passage.session().requests().delete(row.key())
                && core.downstream().stillWanted(passage.session(), row.key(), request, Graph.of(job.job()))) {
            int number = request.redeclare() ? passage.session().declarations().lastNumber(row.key()) + 1 : 1;
            core.declarer().declare(passage, prepared, number);
        }
    }

    private void refuse(Passage passage, BoundJob job, RequestRow row, Refusal refusal) {
        RetryPolicy policy = job.job().refusals();
        int tries = row.tries() + 1;
        DeclareRequest request = DeclareRequest.parse(row.occasion());
        core.refusals().record(passage.session(), row.key(), refusal, request.redeclare());
        if (tries < policy.attempts()) {
            Instant next = Times.millis(core.clock()).plus(policy.waitAfter(tries));
            passage.session()
                    .requests()
                    .postpone(row.key(), tries, refusal.code().name(), next);
        } else {
            giveUp(passage, job, row.key(), request);
        }
    }

    /** Of a mapped task, some elements may be declared: the tasks after it go on as after a failure. */
    private void giveUp(Passage passage, BoundJob job, OccasionKey key, DeclareRequest read) {
        Session session = passage.session();
        DeclareRequest request = session.requests()
                .find(key)
                .map(row -> DeclareRequest.parse(row.occasion())) // why: it may have got its number since it was read
                .orElse(read);
        session.requests().delete(key);
        boolean never = session.declarations().lastNumber(key) == 0;
        boolean partly = job.find(key.task())
                .filter(bound -> bound.task().mapped().isPresent())
                .isPresent();
        int number = request.number().orElse(1);
        if (partly && session.mappings().find(key, number).isPresent()) {
            session.mappings().refuse(key, number, Times.millis(core.clock()));
        }
        if (never ? core.downstream().undeclare(session, key, "REFUSED") : partly) {
            core.downstream().decide(session, key.job(), key.task(), request, Graph.of(job.job()));
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
