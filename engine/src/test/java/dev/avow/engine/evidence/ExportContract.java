package dev.avow.engine.evidence;

import dev.avow.engine.identity.Identity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports from a real engine on every database. */
@ParameterizedClass
@ValueSource(strings = {"H2", "POSTGRESQL"})
abstract class ExportContract {

    @Parameter
    String database;

    @TempDir
    Path directory;

    Desk desk;
    SigningKey key;
    EvidenceExport export;

    @BeforeEach
    void start() {
        desk = database.equals("H2") ? Desk.h2(directory) : Desk.postgres(directory);
        key = Desk.key(directory.resolve("signing.key"));
        export = EvidenceExport.signed(desk.store, key);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    final Tree export(String name, Identity... runs) {
        return new Tree(export.runs(List.of(runs), directory.resolve(name)).directory());
    }
}
