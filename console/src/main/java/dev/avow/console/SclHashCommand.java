package dev.avow.console;

import dev.avow.engine.scl.SclDocument;
import dev.avow.engine.scl.SclRefusedException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code avow scl hash}: the document hash of an SCL:V1 document. */
@Command(
        name = "hash",
        mixinStandardHelpOptions = true,
        description = "Prints the document hash of an SCL:V1 document: 64 lower-case hex digits.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "2:bad usage, or no SCL:V1 document: its code and the byte, from 0, are printed"})
final class SclHashCommand implements Callable<Integer> {

    /** The protocol has no limit; the memory of a process has. */
    static final int MAX_BYTES = 16 << 20;

    private final Streams streams;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "One SCL:V1 document, at most 16 MiB; - or nothing for standard input.")
    private String file = "-";

    SclHashCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Source source = new Source(file, streams.in());
        byte[] bytes = source.read(in -> in.readNBytes(MAX_BYTES + 1));
        if (bytes.length > MAX_BYTES) {
            throw new InputException("Document in " + source.shown() + " is above " + MAX_BYTES
                    + " bytes, the most that this command reads. Give a smaller one.");
        }
        streams.out().append(document(source, bytes).hash().toString()).append('\n');
        return Main.DONE;
    }

    private static SclDocument document(Source source, byte[] bytes) {
        try {
            return SclDocument.parse(bytes);
        } catch (SclRefusedException e) {
            throw new InputException(
                    "Document in " + source.shown() + " is refused, " + e.code() + " at " + e.offset() + ": "
                            + e.reason() + ".",
                    e);
        }
    }
}
