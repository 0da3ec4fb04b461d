package dev.avow.operators.quartz;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.PersistJobDataAfterExecution;
import org.quartz.spi.JobFactory;
import org.quartz.utils.ClassUtils;

/**
 * A class of Quartz jobs under the name and version that are declared; immutable. Change the version when the class behaves
 * otherwise: a run that was declared with another version is denied.
 */
public final class AdoptedJob {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final int LONGEST_VERSION = 200;

    private final String name;
    private final String version;
    private final Class<? extends Job> type;
    private final JobFactory factory;

    private AdoptedJob(String name, String version, Class<? extends Job> type, JobFactory factory) {
        this.name = name;
        this.version = version;
        this.type = type;
        this.factory = factory;
        check();
    }

    /**
     * Adopts a public class with a public constructor without parameters. As Quartz does, it makes an instance for each
     * attempt, and calls its setters that are named as the data.
     *
     * @param name of the form {@code [a-z0-9][a-z0-9._-]{0,99}}
     * @param version 1 to 200 characters
     * @throws EngineException if the name or version is not valid, or the class keeps data from run to run
     */
    public static AdoptedJob of(String name, String version, Class<? extends Job> type) {
        return of(name, version, type, new DeclaredPropertyFactory());
    }

    /**
     * Adopts a class whose instances come from elsewhere, such as a CDI container; one for each attempt.
     *
     * @throws EngineException as {@link #of(String, String, Class)}
     */
    public static <J extends Job> AdoptedJob of(
            String name, String version, Class<J> type, Supplier<? extends J> instances) {
        return of(name, version, type, (JobFactory) (bundle, scheduler) -> instances.get());
    }

    /**
     * Adopts a class whose instances are made by a factory, such as Spring's; one for each attempt. Of the scheduler that the
     * factory is given, only the context can be asked, and it is empty.
     *
     * @throws EngineException as {@link #of(String, String, Class)}
     */
    public static AdoptedJob of(String name, String version, Class<? extends Job> type, JobFactory factory) {
        return new AdoptedJob(name, version, type, factory).refusingState();
    }

    /**
     * Adopts a class that has {@code @PersistJobDataAfterExecution} nonetheless: each run begins with the declared data, and
     * what it leaves there is kept as the output {@value QuartzJobOperator#DATA_OUTPUT} and given to no other run.
     *
     * @throws EngineException if the name or version is not valid
     */
    public static AdoptedJob withoutState(String name, String version, Class<? extends Job> type) {
        return withoutState(name, version, type, new DeclaredPropertyFactory());
    }

    /** As {@link #withoutState(String, String, Class)}, with instances that a factory makes. */
    public static AdoptedJob withoutState(String name, String version, Class<? extends Job> type, JobFactory factory) {
        return new AdoptedJob(name, version, type, factory);
    }

    /** Returns the name that is declared. */
    public String name() {
        return name;
    }

    /** Returns the version that is declared. */
    public String version() {
        return version;
    }

    /** Returns the class, which is not declared. */
    public Class<? extends Job> type() {
        return type;
    }

    /** Tells whether its class has {@code @DisallowConcurrentExecution}. */
    public boolean isOneAtATime() {
        return ClassUtils.isAnnotationPresent(type, DisallowConcurrentExecution.class);
    }

    /** Tells whether a text has the form of an adopted job's name. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    JobFactory factory() {
        return factory;
    }

    private void check() {
        if (!isName(name)) {
            throw new EngineException("Adopted job name " + Printable.quoted(name)
                    + " is not valid. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', with a letter or digit first.");
        }
        if (version.isBlank() || version.length() > LONGEST_VERSION) {
            throw new EngineException("Adopted job '" + name + "' has the version " + Printable.quoted(version)
                    + ", which is not valid. Give 1 to " + LONGEST_VERSION + " characters.");
        }
    }

    private AdoptedJob refusingState() {
        if (ClassUtils.isAnnotationPresent(type, PersistJobDataAfterExecution.class)) {
            throw new EngineException("Job class " + type.getName() + " of '" + name
                    + "' has @PersistJobDataAfterExecution, and data that pass from run to run are not declared. Give"
                    + " them as an upstream output, or adopt it with AdoptedJob.withoutState(...).");
        }
        return this;
    }
}
