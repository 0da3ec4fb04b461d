package dev.avow.console;

import dev.avow.db.Store;
import dev.avow.engine.evidence.EvidenceExport;
import dev.avow.engine.evidence.SigningKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say with which key evidence is signed. */
final class SigningOptions {

    private static final String VARIABLE = "AVOW_SIGNING_KEY";

    private final Map<String, String> environment;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = {
                "The Ed25519 key that signs: PKCS #8 in PEM, in a file that only its owner may read, or, if it is root's,"
                        + " a group too. Default: the file that AVOW_SIGNING_KEY names; else, of an embedded store, the key that it made itself."
            })
    private @Nullable String key;

    @Option(names = "--unsigned", description = "Sign nothing; the files say so.")
    private boolean unsigned;

    SigningOptions(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws InputException if the options exclude each other, or there is no key */
    EvidenceExport export(Store store, StoreOptions options) {
        if (unsigned && key != null) {
            throw new InputException("Options --key and --unsigned exclude each other. Give one of them.");
        }
        return unsigned ? EvidenceExport.unsigned(store) : EvidenceExport.signed(store, key(options));
    }

    private SigningKey key(StoreOptions options) {
        Optional<SigningKey> named = Optional.ofNullable(key)
                .map(file -> ExportCommand.path(file, "--key"))
                .or(() -> Optional.ofNullable(environment.get(VARIABLE))
                        .filter(file -> !file.isEmpty())
                        .map(file -> ExportCommand.path(file, VARIABLE)))
                .map(SigningKey::read);
        return named.or(() -> options.directory().map(Path::of).map(SigningKey::ofStore))
                .orElseThrow(() -> new InputException("No key signs evidence of a database. Name the file of one with"
                        + " --key or AVOW_SIGNING_KEY, or export without a signature: --unsigned."));
    }
}
