package dev.avow.engine.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avow.engine.identity.Randomly;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same classes on another Java, in another locale, zone and encoding, compute the same identities. */
class OtherJavaTest {

    private static final int COUNT = 200 * Integer.getInteger("avow.test.scale", 1);

    @Test
    void java_25_in_another_locale_computes_the_same_identities() throws Exception {
        Optional<Path> java = java25();
        assumeTrue(java.isPresent(), "Skipped: there is no Java 25 in JAVA25_HOME or below /usr/lib/jvm.");

        List<String> lines = identities(new Tool(java.orElseThrow()));

        assertThat(lines).as("-Davow.test.seed=%d", Randomly.seed()).containsExactlyElementsOf(expected());
    }

    @Test
    void this_java_in_another_locale_computes_the_same_identities() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        List<String> lines = identities(new Tool(java));

        assertThat(lines).as("-Davow.test.seed=%d", Randomly.seed()).containsExactlyElementsOf(expected());
    }

    private static List<String> expected() {
        return GeneratedIdentities.lines(Randomly.seed(), COUNT, files());
    }

    private static List<String> identities(Tool java) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=ISO-8859-1",
                "-cp",
                classes(Declaration.class) + File.pathSeparator + classes(GeneratedIdentities.class),
                GeneratedIdentities.class.getName(),
                Long.toString(Randomly.seed()),
                Integer.toString(COUNT)));
        files().forEach(file -> arguments.add(file.toString()));
        return java.run(Path.of("."), "", arguments);
    }

    private static List<Path> files() {
        return Golden.declarations().stream().map(Golden::file).toList();
    }

    private static Path classes(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Optional<Path> java25() {
        String home = System.getenv("JAVA25_HOME");
        Stream<Path> homes = home == null ? installed() : Stream.of(Path.of(home));
        return homes.map(folder -> folder.resolve("bin").resolve("java"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> installed() {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.filter(home -> home.getFileName().toString().contains("25")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
