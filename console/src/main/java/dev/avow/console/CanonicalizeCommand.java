package dev.avow.console;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonRefusedException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code avow canonicalize}: the canonical bytes of a document, and nothing else. */
@Command(
        name = "canonicalize",
        mixinStandardHelpOptions = true,
        description = "Writes the canonical bytes of a JSON document (RFC 8785), without a line end.")
final class CanonicalizeCommand implements Callable<Integer> {

    private final Streams streams;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description =
                    "One JSON document of the value subset, UTF-8, at most 4 MiB; - or nothing for standard input.")
    private String file = "-";

    CanonicalizeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Source source = new Source(file, streams.in());
        byte[] canonical = canonical(source);
        streams.out().write(canonical, 0, canonical.length);
        return Main.DONE;
    }

    private static byte[] canonical(Source source) {
        try {
            return CanonicalJson.bytes(CanonicalJson.parse(source.document()));
        } catch (JsonRefusedException e) {
            throw new InputException(
                    "Document in " + source.shown() + " is refused at " + e.pointer() + ": " + e.reason() + ".", e);
        }
    }
}
