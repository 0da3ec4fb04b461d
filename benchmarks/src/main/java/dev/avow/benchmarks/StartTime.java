package dev.avow.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How long the embedded engine takes from {@code main} to its first declaration, beside bare Quartz on H2 with the same
 * settings to its first fire; each time in a JVM of its own, with a new store, and with one that is there.
 */
final class StartTime implements Benchmark {

    private static final String STORE = "h2";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Size size, Figures figures) throws Exception {
        Path folder = Folders.make();
        try {
            Map<Class<?>, Path> last = new HashMap<>();
            compare(size, figures, "start, new store", main -> {
                Path store = Files.createTempDirectory(folder, main.getSimpleName());
                last.put(main, store);
                return store;
            });
            compare(size, figures, "start, existing store", main -> Objects.requireNonNull(last.get(main)));
        } finally {
            Folders.delete(folder);
        }
    }

    private static void compare(Size size, Figures figures, String measured, Stores stores) throws Exception {
        List<Said> avow = new ArrayList<>();
        List<Double> quartz = new ArrayList<>();
        new Paired(figures, STORE, measured, "s")
                .variant("quartz", () -> {
                    quartz.add(start(size, QuartzStart.class, QuartzStart::main, stores)
                            .get(QuartzStart.FIRED));
                    return quartz.get(quartz.size() - 1);
                })
                .variant("avow", () -> {
                    avow.add(start(size, AvowStart.class, AvowStart::main, stores));
                    return avow.get(avow.size() - 1).get(AvowStart.DECLARED);
                })
                .run(size);
        int from = avow.size() - size.rounds(); // why: the first round is not heeded
        for (String step : avow.get(0).names()) {
            List<Double> seconds =
                    avow.stream().skip(from).map(said -> said.get(step)).toList();
            figures.addRounds(STORE, measured, "avow, " + step, seconds, "s");
        }
        List<Double> declared = avow.stream()
                .skip(from)
                .map(said -> said.get(AvowStart.DECLARED))
                .toList();
        List<Double> fired = quartz.subList(from, quartz.size());
        figures.addRounds(STORE, measured, "avow-quartz", Paired.each(declared, fired, (a, b) -> a - b), "s");
    }

    /** A JVM for each, but for the smallest size. */
    private static Said start(Size size, Class<?> type, OwnJvm.Program program, Stores stores) throws Exception {
        String store = stores.of(type).toString();
        return size == Size.SMOKE ? OwnJvm.runHere(program, store) : OwnJvm.run(List.of(), type, store);
    }

    /** Which directory a start has. */
    @FunctionalInterface
    private interface Stores {
        Path of(Class<?> main) throws IOException;
    }
}
