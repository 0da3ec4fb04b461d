package dev.avow.console;

import dev.avow.engine.evidence.EvidenceException;
import dev.avow.engine.evidence.EvidenceExport;
import dev.avow.engine.evidence.ExportReport;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow export}: runs as files that others can verify. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Exports runs as files that anyone can verify without Avow: declaration, spec, events, attempts, outputs, and"
                    + " a signed statement. Each run is verified first. Private texts and outputs stay in the store.",
            "The README.md of each run says how to verify it; docs/evidence.md says it of all."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a run is not there, or something of it does not hold or is missing: nothing was exported",
            "2:bad usage, no store, no key, or a directory that is not free: nothing was exported"
        })
final class ExportCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final StoreOptions options;

    @Mixin
    private final SigningOptions signing;

    @Parameters(arity = "0..*", paramLabel = "IDENTITY", description = Identities.HELP)
    private List<String> identities = new ArrayList<>();

    @Option(names = "--job", paramLabel = "JOB", description = "All runs of a job, in place of identities.")
    private @Nullable String job;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "With --job: only runs whose occasion is at this moment or after it, as 'avow history' shows it:"
                            + " 2026-01-01T00:00:00Z.")
    private @Nullable String since;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Where the files go. It must not be there yet, or be empty.")
    private String output = "";

    @Option(
            names = "--contents",
            paramLabel = "DIR",
            description = "For a JDBC URL: the directory with contents above 1 MiB.")
    private @Nullable String contents;

    ExportCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
        this.signing = new SigningOptions(environment);
    }

    @Override
    public Integer call() {
        refuseBadChoice();
        identities.forEach(Identities::digits);
        Optional<Instant> from = Optional.ofNullable(since).map(text -> Times.parse("--since", text));
        Path directory = path(output, "--output");
        try (OpenStore store = options.open(Optional.ofNullable(contents))) {
            Optional.ofNullable(job).ifPresent(store::requireJob);
            List<Identity> wanted = identities.stream()
                    .map(each -> Identities.find(store, each))
                    .toList();
            print(export(signing.export(store.store(), options), wanted, from, directory));
            return Main.DONE;
        } catch (EvidenceException e) {
            streams.err().println(Failures.text(e));
            return Main.DOES_NOT_HOLD;
        }
    }

    private void refuseBadChoice() {
        if ((job == null) == identities.isEmpty()) {
            throw new InputException("What to export is not clear. Give either identities, or a job with --job.");
        }
        if (job == null && since != null) {
            throw new InputException("Option --since is for a job. Give one with --job, or leave it out.");
        }
    }

    private ExportReport export(EvidenceExport export, List<Identity> wanted, Optional<Instant> from, Path directory) {
        String name = job;
        if (name == null) {
            return export.runs(wanted, directory);
        }
        return from.map(moment -> export.job(name, moment, directory)).orElseGet(() -> export.job(name, directory));
    }

    private void print(ExportReport report) {
        String runs = report.runs() == 1 ? "1 run" : report.runs() + " runs";
        streams.out().println("Exported " + runs + " to '" + Printable.text(output) + "'.");
        streams.out()
                .println(report.keyId()
                        .map(id -> "Signed with key " + id
                                + ". Give this id to those who verify, in another way than the files.")
                        .orElse("Not signed: nothing in the files says who made them."));
    }

    static Path path(String text, String option) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InputException(
                    Printable.quoted(text) + " is no name of a file. Give another with " + option + ".", e);
        }
    }
}
