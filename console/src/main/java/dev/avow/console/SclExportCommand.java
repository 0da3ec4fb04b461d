package dev.avow.console;

import dev.avow.engine.identity.Identity;
import dev.avow.engine.scl.SclDocument;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow scl export}: a declaration as an SCL:V1 document. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the declaration of a run as an SCL:V1 document, without a line end: its job and task as handles,"
                    + " its canonical bytes as the one line of the SCL block.",
            "'avow scl export IDENTITY | avow scl hash' prints the hash that 'avow show' prints beside the identity."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:no run has the identity, or what is stored for it is not its declaration; nothing is written",
            "2:bad usage or identity, no store, or the file is there already or cannot be written"
        })
final class SclExportCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final StoreOptions options;

    @Parameters(paramLabel = "IDENTITY", description = Identities.HELP)
    private String identity = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it, whole or not at all. Default: standard output.")
    private @Nullable String output;

    @Option(names = "--force", description = "Replaces a file that is there.")
    private boolean force;

    SclExportCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
    }

    @Override
    public Integer call() {
        Identities.digits(identity);
        try (OpenStore store = options.open()) {
            Identity wanted = Identities.find(store, identity);
            identity = wanted.toString();
            return export(StoredDeclaration.find(store, wanted).orElseThrow(() -> store.unknownRun(wanted)));
        }
    }

    private int export(StoredDeclaration stored) {
        int code = stored.check(streams);
        if (code != Main.DONE) {
            return code;
        }
        Optional<SclDocument> document = stored.scl();
        if (document.isEmpty()) {
            streams.err()
                    .println("Stored bytes of " + identity + " are no declaration. Look at them with 'avow show "
                            + identity + options.repeated() + " --declaration'.");
            return Main.DOES_NOT_HOLD;
        }
        write(document.get().toBytes());
        return Main.DONE;
    }

    private void write(byte[] bytes) {
        String file = output;
        if (file == null) {
            streams.out().write(bytes, 0, bytes.length);
        } else {
            new NewFile(file, force).write(bytes);
        }
    }
}
