package dev.avow.operators.batch;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.records.RecordReader;
import dev.avow.operators.records.TextRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of an attempt that was deferred: submits its batch, or looks whether it is done. */
final class BatchAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(BatchChatOperator.class);

    private final DeclaredRun run;
    private final BatchParameters parameters;
    private final Model model;
    private final BatchApi api;
    private BatchState state;

    BatchAttempt(DeclaredRun run, BatchParameters parameters, Model model, BatchApi api) {
        this.run = run;
        this.parameters = parameters;
        this.model = model;
        this.api = api;
        this.state = BatchState.read(run.deferred().orElseThrow(), run);
    }

    OperatorResult goOn() throws IOException, InterruptedException {
        try {
            return state.batch().isPresent() ? poll(state.batch().get()) : submit();
        } catch (ApiFault fault) {
            return afterFault(fault);
        }
    }

    /** Submits only what the provider does not have: a call before this one may have been lost after its batch was made. */
    private OperatorResult submit() throws ApiFault, IOException, InterruptedException {
        Optional<ProviderBatch> found = api.find(state.since());
        if (found.isEmpty()) {
            if (state.file().isEmpty()) {
                List<TextRecord> records = RecordReader.read(parameters.records(), run);
                state = state.uploaded(api.upload(RequestFile.write(run, parameters, model, records)));
            }
            found = Optional.of(api.create(state.file().orElseThrow(), parameters.window()));
        }
        state = state.submitted(found.get().id());
        LOG.debug("Batch {} is of run {}", found.get().id(), state.key());
        return defer(parameters.pollInterval());
    }

    private OperatorResult poll(String id) throws ApiFault, IOException, InterruptedException {
        ProviderBatch batch = api.batch(id);
        switch (batch.status()) {
            case "completed", "expired" -> {
                return finish(batch);
            }
            case "failed" ->
                throw OperatorException.permanent("Batch '" + id + "' failed at the provider"
                        + (batch.faults().isEmpty()
                                ? ", which does not say why. Look there, and declare the run again."
                                : ": " + String.join(", ", batch.faults())
                                        + ". Correct what the codes name, and declare the run again."));
            case "cancelled" ->
                throw OperatorException.permanent(
                        "Batch '" + id + "' was cancelled at the provider. Rerun the run to submit it again.");
            default -> {
                state = state.withFaults(0);
                return isOver()
                        ? giveUp("is '" + safe(batch.status()) + "' still", true)
                        : defer(parameters.pollInterval());
            }
        }
    }

    private OperatorResult finish(ProviderBatch batch) throws ApiFault, IOException, InterruptedException {
        Answers answers = new Answers(RecordReader.read(parameters.records(), run), parameters.keepCut());
        for (Optional<String> file : List.of(batch.output(), batch.errors())) {
            if (file.isPresent()) {
                answers.add(content(batch, file.get()));
            }
        }
        answers.gather();
        return new BatchOutcome(run, model, parameters, batch, answers).result();
    }

    private byte[] content(ProviderBatch batch, String file) throws ApiFault, InterruptedException {
        int limit = parameters.limits().answerBytes();
        try {
            return api.content(file, limit);
        } catch (LimitedBytes.TooLong e) {
            throw OperatorException.permanent("Batch '" + batch.id() + "' has a file of answers above " + limit
                    + " bytes. Raise max_answer_bytes, or give fewer records a task.");
        }
    }

    /** Keeps the attempt as long as the fault may pass; of what is handed in nothing is lost by waiting. */
    private OperatorResult afterFault(ApiFault fault) throws InterruptedException {
        if (fault.isRefusal() && state.batch().isEmpty()) {
            throw OperatorException.permanent(
                    fault.getMessage() + ". Correct the connection or the declaration.", fault);
        }
        state = state.withFaults(state.faults() + 1);
        LOG.warn("{}, fault {} in a row of run {}", fault.getMessage(), state.faults(), state.key());
        if (state.faults() >= parameters.limits().faults() || isOver()) {
            return giveUp("cannot be asked for: " + fault.getMessage(), !fault.isRefusal());
        }
        Duration asked = fault.retryAfter().orElse(Duration.ZERO);
        return defer(asked.compareTo(parameters.pollInterval()) > 0 ? asked : parameters.pollInterval());
    }

    private OperatorResult defer(Duration wait) {
        Duration most = parameters.patience(); // why: a server may ask for more than an instant can hold
        Instant until = run.now().plus(wait.compareTo(most) < 0 ? wait : most);
        Instant end = end();
        return OperatorResult.defer(until.isBefore(end) || isOver() ? until : end, state.toJson());
    }

    private Instant end() {
        return state.since().plus(parameters.patience());
    }

    private boolean isOver() {
        return !run.now().isBefore(end());
    }

    /** Tells the provider to stop, so that the next attempt's batch is not paid beside this one; as far as it listens. */
    private OperatorResult giveUp(String what, boolean retriable) throws InterruptedException {
        String named = state.batch().map(id -> "Batch '" + id + "' ").orElse("The batch API ");
        try {
            if (state.batch().isPresent()) {
                api.cancel(state.batch().get());
            }
        } catch (ApiFault fault) {
            LOG.warn(
                    "{}; batch {} may go on at the provider",
                    fault.getMessage(),
                    state.batch().get());
        }
        return OperatorResult.failure(
                named + what + ", after " + state.faults() + " faults in a row and "
                        + Duration.between(state.since(), run.now()) + ". Raise patience or max_faults, or look there.",
                retriable);
    }

    private static String safe(String status) {
        return status.matches("[a-z_]{1,40}") ? status : "unknown";
    }
}
