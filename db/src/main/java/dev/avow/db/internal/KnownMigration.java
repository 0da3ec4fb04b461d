package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A migration of this library, as the history of a schema has it that it was applied to.
 *
 * @param type {@code SQL}, or {@code JDBC} of one in Java
 * @param script its file, or its class
 */
record KnownMigration(String version, String type, String script, int checksum, String description) {

    private static final int FIELDS = 5;

    /** Returns all of them in their order, from a list: it costs a tenth of a second to look for them. */
    static List<KnownMigration> all(Database database) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(resource("schema/" + folder(database) + ".txt"), StandardCharsets.UTF_8))) {
            return lines.lines().map(KnownMigration::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("List of migrations cannot be read. See the cause.", e);
        }
    }

    private static KnownMigration parse(String line) {
        String[] fields = line.split("[|]", FIELDS);
        return new KnownMigration(fields[0], fields[1], fields[2], Integer.parseInt(fields[3]), fields[4]);
    }

    static String folder(Database database) {
        return switch (database) {
            case H2 -> "h2";
            case POSTGRESQL -> "postgresql";
        };
    }

    /** Returns what stands in scripts for the types that databases name differently. */
    static Map<String, String> types(Database database) {
        return switch (database) {
            case H2 -> Map.of("digest", "binary(32)", "bytes", "varbinary");
            case POSTGRESQL -> Map.of("digest", "bytea", "bytes", "bytea");
        };
    }

    /** Opens a file beside the packages of the store. */
    static InputStream resource(String path) throws IOException {
        InputStream found = KnownMigration.class.getResourceAsStream("/dev/avow/db/" + path);
        if (found == null) {
            throw new IOException("File '" + path + "' is missing from this library. Use the whole jar.");
        }
        return found;
    }

    boolean isScript() {
        return "SQL".equals(type);
    }

    /** Returns the statements of a script, which is the same for each database or lies in a folder of its own. */
    String statements(Database database) throws IOException {
        String text = text(database);
        for (Map.Entry<String, String> type : types(database).entrySet()) {
            text = text.replace("${" + type.getKey() + '}', type.getValue());
        }
        return text;
    }

    private String text(Database database) throws IOException {
        String own = "migration/" + folder(database) + '/' + script;
        boolean isOwn = KnownMigration.class.getResource("/dev/avow/db/" + own) != null;
        try (InputStream in = resource(isOwn ? own : "migration/common/" + script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
