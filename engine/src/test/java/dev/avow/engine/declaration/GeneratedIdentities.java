package dev.avow.engine.declaration;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Prints identities of files and of generated declarations; run on another Java it must print the same. */
public final class GeneratedIdentities {

    private GeneratedIdentities() {}

    /** Prints them for a seed, a count, and files. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        List<Path> files = new ArrayList<>();
        for (String file : List.of(args).subList(2, args.length)) {
            files.add(Path.of(file));
        }
        lines(Long.parseLong(args[0]), Integer.parseInt(args[1]), files).forEach(out::println);
        out.flush();
    }

    static List<String> lines(long seed, int count, List<Path> files) {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.add(Declaration.parse(read(file)).identity().toString());
        }
        for (int i = 0; i < count; i++) {
            RandomDeclarations generated = new RandomDeclarations(new Random(seed + i));
            lines.add(generated.declaration().identity().toString());
            lines.add(generated.spec().digest().toString());
        }
        return lines;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
