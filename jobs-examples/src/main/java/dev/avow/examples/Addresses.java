package dev.avow.examples;

import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * State of the Union addresses as files, oldest first.
 *
 * @param files at least one
 */
record Addresses(List<Path> files) {

    private static final String RESOURCES = "/state-of-the-union/";
    private static final String INDEX = RESOURCES + "index.tsv";

    /**
     * Unpacks the addresses that come with the examples; those that are there already are checked.
     *
     * @throws ExampleException if a file that is there is not the one that comes with the examples
     */
    static Addresses unpack(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<Entry> index = new String(resource(INDEX), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(Entry::parse)
                .toList();
        for (Entry entry : index) {
            entry.unpack(directory);
        }
        return new Addresses(
                index.stream().map(entry -> directory.resolve(entry.file())).toList());
    }

    /** Returns the address of an occasion: the slot's number, counted from 1970 in periods, goes round and round. */
    Path of(Occasion occasion) {
        if (occasion instanceof Occasion.Slot slot) {
            Duration period = Duration.between(
                    slot.dataInterval().start(), slot.dataInterval().end());
            long number = slot.scheduledFor().getEpochSecond() / period.toSeconds();
            return files.get((int) Math.floorMod(number, (long) files.size()));
        }
        throw new ExampleException("Occasion '" + occasion.key() + "' is not a slot. Let the schedule make it.");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Addresses.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new ExampleException(
                        "Resource '" + name + "' is not on the class path. Build the examples anew.");
            }
            return in.readAllBytes();
        }
    }

    /** A line of the index. */
    private record Entry(String file, Digest digest) {

        static Entry parse(String line) {
            String[] columns = line.split("\t", -1);
            return new Entry(columns[0], new Digest("sha256:" + columns[4]));
        }

        void unpack(Path directory) throws IOException {
            Path path = directory.resolve(file);
            if (!Files.exists(path)) {
                byte[] content = resource(RESOURCES + file);
                check("Resource '" + file + "' is not what the index says. Build the examples anew.", content);
                Path part = directory.resolve(file + ".part"); // why: a file that is there is whole
                Files.write(part, content);
                Files.move(part, path);
            }
            check(
                    "File '" + path + "' is not what comes with the examples. Delete it, or restore it.",
                    Files.readAllBytes(path));
        }

        private void check(String message, byte[] content) {
            Digest found = Digest.of(content);
            if (!found.equals(digest)) {
                throw new ExampleException(message + "\n  expected: " + digest + "\n  found:    " + found);
            }
        }
    }
}
