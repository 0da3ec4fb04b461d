package dev.avow.console;

import dev.avow.engine.declaration.DeclarationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow identity}: the identity of a declaration, or of many. */
@Command(
        name = "identity",
        mixinStandardHelpOptions = true,
        description = "Prints the identity of a declaration: sha256 of its canonical bytes.")
final class IdentityCommand implements Callable<Integer> {

    private final Streams streams;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "JSON of one declaration, UTF-8, at most 4 MiB; - or nothing for standard input.")
    private String file = "-";

    @Option(names = "--exact", description = "Refuse bytes that are not canonical already (exit code 1).")
    private boolean exact;

    @Option(
            names = "--lines",
            description = "One declaration a line in, 'sha256:...' or 'refused: POINTER REASON' a line out.")
    private boolean lines;

    IdentityCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Source source = new Source(file, streams.in());
        Identifier identifier = new Identifier(exact);
        if (lines) {
            boolean all = source.read(in -> new IdentityLines(identifier, in, streams.out()).run());
            return all ? Main.DONE : Main.DOES_NOT_HOLD;
        }
        return one(source, identifier);
    }

    private int one(Source source, Identifier identifier) {
        try {
            streams.out()
                    .append(identifier.identify(source.document()).toString())
                    .append('\n');
            return Main.DONE;
        } catch (NotCanonicalException e) {
            streams.err()
                    .println("Declaration in " + source.shown() + " is not canonical: it differs at byte " + e.offset()
                            + ". Write it with 'avow canonicalize', or leave --exact out.");
            return Main.DOES_NOT_HOLD;
        } catch (DeclarationException e) {
            throw new InputException(
                    "Declaration in " + source.shown() + " is refused at " + e.pointer() + ": " + e.reason() + ".", e);
        }
    }
}
