package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job that a command is about: a parameter or an option, for nobody remembers which. */
final class OneJob {

    @Parameters(index = "0", arity = "0..1", paramLabel = "JOB", description = "The name of a job.")
    private @Nullable String parameter;

    @Option(names = "--job", paramLabel = "JOB", description = "The same, as an option.")
    private @Nullable String option;

    /** @throws InputException if it was given twice */
    Optional<String> find() {
        if (parameter != null && option != null) {
            throw new InputException("Job is given twice, as " + Printable.quoted(parameter) + " and as "
                    + Printable.quoted(option) + ". Give it once.");
        }
        return Optional.ofNullable(parameter == null ? option : parameter);
    }

    /** @throws InputException if it was not given, or twice */
    String get() {
        return find().orElseThrow(() -> new InputException("No job is given. Give the name of one."));
    }
}
