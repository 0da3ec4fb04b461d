package dev.avow.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.avow.benchmarks.report.Tables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** What the figures were measured on, written down beside them. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    private Machine() {}

    static void writeInto(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(Tables.MACHINE), text());
    }

    private static String text() throws IOException {
        return "Machine: %d processors%s; %s of memory, heap of at most %s; %s %s; JDK %s. Measured on %s.\n"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        model(),
                        size(memory()),
                        size(Runtime.getRuntime().maxMemory()),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC));
    }

    /** Linux alone says it in a file. */
    private static String model() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith(MODEL) && line.contains(":"))
                    .findFirst()
                    .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        }
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    private static String size(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
