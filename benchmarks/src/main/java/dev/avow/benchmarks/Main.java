package dev.avow.benchmarks;

import dev.avow.benchmarks.report.Plots;
import dev.avow.benchmarks.report.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs benchmarks: {@code java -jar benchmarks/target/avow-benchmarks.jar NAME...}. */
@Command(
        name = "avow-benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures Avow beside its rivals.",
        subcommands = {Plots.class, Tables.class})
public final class Main implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which benchmarks; all without any.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--size", defaultValue = "FULL", description = "SMOKE, FULL or SOAK; default: ${DEFAULT-VALUE}.")
    private Size size = Size.FULL;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "benchmarks/results",
            description = "Where the figures are written; default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("benchmarks/results");

    @Option(names = "--verbose", description = "Also says which statements were counted.")
    private boolean verbose;

    private Main() {}

    /** Runs the benchmarks that are named. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    static List<Benchmark> all(boolean verbose) {
        return List.of(
                new Statements(verbose),
                new Runs(),
                new Declare(),
                new Lateness(),
                new IdentityCost(),
                new VerificationRate(),
                new StoreSize(),
                new StartTime(),
                new IdleEngine(verbose),
                new HistoryReads());
    }

    @Override
    public Integer call() throws Exception {
        List<String> known = all(verbose).stream().map(Benchmark::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                System.err.println("Benchmark '" + name + "' is unknown. Use one of " + known + ".");
                return CommandLine.ExitCode.USAGE;
            }
        }
        Machine.writeInto(directory);
        List<Benchmark> chosen = all(verbose).stream()
                .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
                .toList();
        return measureAll(chosen, size, directory) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** Measures one after another, whether or not those before failed; says how long each took, and tells whether all ended. */
    static boolean measureAll(List<Benchmark> benchmarks, Size size, Path directory) {
        List<String> failed = new ArrayList<>();
        for (Benchmark benchmark : benchmarks) {
            long start = System.nanoTime();
            try (Figures figures = Figures.into(directory, benchmark.name(), line -> System.out.println(line))) {
                benchmark.run(size, figures);
            } catch (Exception e) {
                failed.add(benchmark.name());
                System.err.println("Benchmark '" + benchmark.name() + "' failed. What it measured before is kept.");
                e.printStackTrace();
            }
            System.out.printf("%s took %d s%n", benchmark.name(), (System.nanoTime() - start) / 1_000_000_000);
        }
        if (!failed.isEmpty()) {
            System.err.println("Failed: " + failed + ". Mend what is said above, and measure these again.");
        }
        return failed.isEmpty();
    }
}
