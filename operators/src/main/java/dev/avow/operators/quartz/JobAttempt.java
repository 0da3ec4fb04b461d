package dev.avow.operators.quartz;

import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quartz.InterruptableJob;
import org.quartz.Job;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;

/** One attempt of an adopted job. */
final class JobAttempt {

    private final QuartzParameters parameters;
    private final DeclaredRun run;
    private final String name;

    JobAttempt(QuartzParameters parameters, DeclaredRun run) {
        this.parameters = parameters;
        this.run = run;
        this.name = parameters.job().name();
    }

    OperatorResult execute() throws InterruptedException {
        DeclaredData data = data();
        Map<String, Object> before = shown(data);
        AdoptedContext context = context(data);
        execute(context.getJobInstance(), context);
        JobOutputs outputs = new JobOutputs(name);
        OperatorResult result = outputs.result(OperatorResult.success(), context.getResult());
        return outputs.data(result, before, shown(context.getMergedJobDataMap()));
    }

    private AdoptedContext context(DeclaredData data) {
        try {
            return AdoptedContext.of(parameters.job(), run, data);
        } catch (SchedulerException | RuntimeException e) {
            throw OperatorException.permanent(
                    "Job '" + name + "' cannot be made: " + why(e).replaceFirst("[.]$", "")
                            + ". Give it a public class and constructor, or a factory.",
                    e);
        }
    }

    private void execute(Job job, AdoptedContext context) throws InterruptedException {
        try {
            if (job instanceof InterruptableJob interruptable) {
                JobThread.execute(interruptable, context);
            } else {
                job.execute(context);
            }
        } catch (JobExecutionException e) {
            throw failure(e, isRetriable(e));
        } catch (OperatorException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(e, parameters.retriable());
        }
    }

    /** Quartz looks at the wish to refire first. */
    private boolean isRetriable(JobExecutionException e) {
        boolean over = e.unscheduleAllTriggers() || e.unscheduleFiringTrigger();
        return e.refireImmediately() || (!over && parameters.retriable());
    }

    private OperatorException failure(Exception e, boolean retriable) {
        Optional<String> refusal = RefusingScheduler.refusal(e);
        if (refusal.isPresent()) {
            return OperatorException.permanent(refusal.get(), e);
        }
        String message = "Job '" + name + "' failed: " + why(e);
        return retriable ? OperatorException.retriable(message, e) : OperatorException.permanent(message, e);
    }

    private static String why(Exception e) {
        @Nullable String why = e.getMessage();
        return why == null ? e.getClass().getSimpleName() : why;
    }

    private DeclaredData data() {
        DeclaredData data = new DeclaredData();
        parameters.data().members().forEach((key, value) -> data.put(key, plain(value)));
        parameters
                .contents()
                .forEach((key, source) ->
                        data.put(key, source.of(run).path().toAbsolutePath().toString()));
        parameters
                .connectionData()
                .forEach((key, name) -> data.put(key, run.connection().get(name)));
        return data;
    }

    /** Returns the data without those of the connection, which are shown to nobody. */
    private Map<String, Object> shown(Map<String, Object> data) {
        TreeMap<String, Object> shown = new TreeMap<>(data);
        parameters.connectionData().keySet().forEach(shown::remove);
        return shown;
    }

    private static Object plain(JsonValue value) {
        if (value instanceof JsonInteger number) {
            boolean fits = number.value() == (int) number.value();
            return fits ? (Object) (int) number.value() : (Object) number.value();
        }
        return value instanceof JsonBoolean truth ? truth.value() : ((JsonString) value).value();
    }
}
