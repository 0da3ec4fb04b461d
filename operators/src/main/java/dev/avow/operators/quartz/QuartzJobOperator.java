package dev.avow.operators.quartz;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * Runs a job of Quartz as it is, from declared data. Threads may share it.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><td>{@code job}</td><td>the name of an adopted job, never that of a class; must be given</td></tr>
 * <tr><td>{@code job_version}</td><td>its version; the one that is adopted here</td></tr>
 * <tr><td>{@code data}</td><td>an object, what the job finds in its data map: texts, integers, true or false; a decimal is a
 *     text; empty by default</td></tr>
 * <tr><td>{@code contents}</td><td>an object: which key of the data map has the path of a private copy of
 *     {@code input:NAME} or {@code upstream:TASK/OUTPUT}; empty by default</td></tr>
 * <tr><td>{@code failure}</td><td>{@code retriable} (default) or {@code permanent}: what a failure is of which the job does
 *     not say it</td></tr>
 * <tr><td>{@code connection}</td><td>the name of a connection; none by default</td></tr>
 * <tr><td>{@code connection_data}</td><td>an object: which key of the data map has which value of the connection, by its
 *     key; must be given with a connection. These are in the map only while an attempt runs</td></tr>
 * </table>
 *
 * <p>The job's context is {@linkplain AdoptedContext made from the declaration}: the scheduled fire time is the slot, and the
 * fire time the present moment by the engine's clock, as both are of a manual run; the previous fire time is the slot
 * before, and there is no next one; the refire count is 0 at the first attempt; the fire instance id is the identity, a
 * slash and the attempt. The data maps of the context and of the job detail are one. The scheduler refuses each call.
 *
 * <p>Outputs: {@value #RESULT_OUTPUT}, if the job sets one in its context: text and bytes as they are, all else as JSON;
 * {@value #DATA_OUTPUT}, if the job changed its data: all of them as JSON, but for those of the connection.
 *
 * <p>A {@code JobExecutionException} that asks to refire immediately may be retried, when the retry policy says; one that
 * unschedules a trigger, and what comes from a refusal of the scheduler, fail for good; all else is as {@code failure} says.
 * A job that cannot be made and a result that cannot be written fail for good. When the executing thread is interrupted, at
 * a timeout or a cancellation, an {@code InterruptableJob} is told, and its thread is interrupted.
 *
 * <p>A class with {@code @DisallowConcurrentExecution} has one attempt at a time on a node; another one fails, and may be
 * retried. Give its task a pool of one slot, which holds for all jobs and nodes, and they wait for each other instead.
 */
public final class QuartzJobOperator implements Operator {

    /** The operator's name. */
    public static final String NAME = "quartz-job";

    /** The output that is the result of the job's context. */
    public static final String RESULT_OUTPUT = "result";

    /** The output that is the data as the job left them. */
    public static final String DATA_OUTPUT = "data";

    private final SortedMap<String, AdoptedJob> jobs;
    private final Set<Class<?>> busy = ConcurrentHashMap.newKeySet();

    private QuartzJobOperator(SortedMap<String, AdoptedJob> jobs) {
        this.jobs = Collections.unmodifiableSortedMap(jobs);
    }

    /**
     * Returns an operator that can run these jobs.
     *
     * @throws EngineException if there is none, or two have one name
     */
    public static QuartzJobOperator adopting(AdoptedJob... adopted) {
        TreeMap<String, AdoptedJob> jobs = new TreeMap<>();
        for (AdoptedJob job : adopted) {
            if (jobs.putIfAbsent(job.name(), job) != null) {
                throw new EngineException(
                        "Two adopted jobs are named '" + job.name() + "'. Give each job a name of its own.");
            }
        }
        if (jobs.isEmpty()) {
            throw new EngineException("Operator 'quartz-job' has no job. Adopt at least one.");
        }
        return new QuartzJobOperator(jobs);
    }

    /**
     * Returns an operator that can run one job, as {@link AdoptedJob#of(String, String, Class)} adopts it.
     *
     * @throws EngineException if it cannot be adopted
     */
    public static QuartzJobOperator adopting(String name, String version, Class<? extends Job> type) {
        return adopting(AdoptedJob.of(name, version, type));
    }

    /**
     * Returns the run that a job executes, with its inputs, upstream outputs and connection.
     *
     * @throws IllegalArgumentException if the context is not one of this operator
     */
    public static DeclaredRun run(JobExecutionContext context) {
        if (context instanceof AdoptedContext adopted) {
            return adopted.run();
        }
        throw new IllegalArgumentException(
                "The context has no declared run, since a scheduler made it. Run the job as an adopted one.");
    }

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "1");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.PARAMETERS);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return QuartzParameters.read(jobs, defined).all();
    }

    /** Objects to a job whose version is another one here, and to contents that are not declared. */
    @Override
    public Optional<String> objection(Declaration declaration) {
        QuartzParameters parameters = QuartzParameters.read(jobs, declaration.parameters());
        AdoptedJob job = parameters.job();
        if (!job.version().equals(parameters.version())) {
            return Optional.of("Job '" + job.name() + "' has version " + job.version() + " here. Restore version "
                    + parameters.version() + ", or declare the run again.");
        }
        return parameters.contents().values().stream()
                .flatMap(source -> source.objection(declaration).stream())
                .findFirst();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws InterruptedException {
        QuartzParameters parameters =
                QuartzParameters.read(jobs, run.declaration().parameters());
        AdoptedJob job = parameters.job();
        if (!job.isOneAtATime()) {
            return new JobAttempt(parameters, run).execute();
        }
        if (!busy.add(job.type())) {
            throw OperatorException.retriable(
                    "Job '" + job.name() + "' runs here already, and its class has @DisallowConcurrentExecution. Give"
                            + " each task that runs it a pool of one slot.",
                    null);
        }
        try {
            return new JobAttempt(parameters, run).execute();
        } finally {
            busy.remove(job.type());
        }
    }
}
