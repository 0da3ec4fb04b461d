package dev.avow.console;

import dev.avow.engine.verification.Scope;
import dev.avow.engine.verification.VerificationReport;
import dev.avow.engine.verification.Verifier;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avow verify}: recomputes all that a store says from its bytes and events. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies a store, also while an engine works on it: identities, specs, events and their order, where runs and"
                    + " attempts stand, outputs and contents, approvals, private values, slots.",
            "Of a job: only what is of it, by the columns that name it. What is changed together with all that tells of it cannot be seen; docs/verify.md lists that."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:something was checked, and all of it holds",
            "1:something does not hold, nothing was there to check, or the job has no runs in the store",
            "2:bad usage, no store, or it cannot be read"
        })
final class VerifyCommand implements Callable<Integer> {

    private final Streams streams;
    private final Patience patience;

    @Mixin
    private final StoreOptions options;

    @Mixin
    private final OneJob job = new OneJob();

    @Option(
            names = "--since",
            paramLabel = "T",
            description = "Only runs that were declared, or are for an occasion, at this moment or later, such as"
                    + " 2026-01-05T03:00:00Z; beside runs, only rows of this moment or later.")
    private @Nullable String since;

    @Option(
            names = "--resume",
            paramLabel = "POSITION",
            description =
                    "Go on where an earlier verification of the same store, with the same options, had come to; what is"
                            + " before that is not checked again, and not in the report.")
    private @Nullable String resume;

    @Option(
            names = "--contents",
            paramLabel = "DIR",
            description = "For a JDBC URL: the directory with contents above 1 MiB.")
    private @Nullable String contents;

    @Option(
            names = "--allow-missing-contents",
            description =
                    "A content that is not there is no finding, such as those above 1 MiB where a database is read"
                            + " without its directory. One that is there is checked all the same.")
    private boolean allowMissing;

    @Option(
            names = "--limit-findings",
            paramLabel = "N",
            description = "How many findings to print at most; all are counted. Default: 1000.")
    private int limit = 1_000;

    @Option(
            names = "--json",
            description = "A JSON document on a line for each finding, and one for the report at the end.")
    private boolean json;

    VerifyCommand(Outside outside) {
        this.streams = outside.streams();
        this.patience = outside.patience();
        this.options = new StoreOptions(outside.environment());
    }

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new InputException("Limit of " + limit + " findings is not valid. Give 0 or more.");
        }
        Scope scope = scope();
        VerifyText text = new VerifyText(streams, patience, json, limit, repeated());
        try (OpenStore store = options.open(Optional.ofNullable(contents))) {
            VerificationReport report;
            try {
                report = new Verifier(store.store()).verify(scope, text);
            } catch (RuntimeException | Error e) {
                text.interrupted();
                throw e;
            }
            if (report.isNothingChecked()) {
                job.find().ifPresent(store::requireJob);
            }
            text.print(report, store.shown());
            return report.passed() ? Main.DONE : Main.DOES_NOT_HOLD;
        }
    }

    private Scope scope() {
        Scope scope = Scope.all();
        if (job.find().isPresent()) {
            scope = scope.job(job.find().get());
        }
        if (since != null) {
            scope = scope.since(Times.parse("--since", since));
        }
        if (resume != null) {
            scope = scope.resume(resume);
        }
        return allowMissing ? scope.allowMissingContents() : scope;
    }

    private String repeated() {
        return "avow verify" + options.repeated() + option("--job", job.find().orElse(null)) + option("--since", since)
                + option("--contents", contents)
                + (allowMissing ? " --allow-missing-contents" : "");
    }

    private static String option(String name, @Nullable String value) {
        return value == null ? "" : " " + name + " " + Shell.word(value);
    }
}
