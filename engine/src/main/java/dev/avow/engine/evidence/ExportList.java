package dev.avow.engine.evidence;

import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The files at the top of an export, which say what belongs to it: the list of all files, signed by a statement. */
final class ExportList {

    static final String PUBLIC_KEY = "public-key.pem";

    private final RunFolder top;
    private final RunWriter writer;
    private final Optional<SigningKey> key;
    private long runs;

    ExportList(RunFolder top, RunWriter writer, Optional<SigningKey> key) {
        this.top = top;
        this.writer = writer;
        this.key = key;
    }

    /** Writes the runs of a choice, then what is beside them; returns how many runs there are. */
    long write(Choice choice) throws IOException {
        try (OutputStream sums = top.open(RunFolder.SUMS)) {
            choice.each(identity -> {
                sums.write(writer.write(identity));
                runs++;
            });
            if (key.isPresent()) {
                byte[] pem = key.get().publicKey().getBytes(StandardCharsets.US_ASCII);
                top.add(PUBLIC_KEY, pem);
                sums.write(RunFolder.line(Digest.of(pem), PUBLIC_KEY).getBytes(StandardCharsets.US_ASCII));
            }
        }
        byte[] statement = Statement.ofExport(choice.predicate().put("runs", runs), top.digest(RunFolder.SUMS));
        top.add(RunFolder.STATEMENT, statement);
        top.add(RunFolder.ENVELOPE, Dsse.envelope(Statement.PAYLOAD_TYPE, statement, key));
        return runs;
    }
}
