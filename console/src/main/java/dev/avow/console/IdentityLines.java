package dev.avow.console;

import dev.avow.engine.declaration.DeclarationException;
import dev.avow.engine.identity.JsonPointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** One declaration a line in, one result a line out, in the same order. */
final class IdentityLines {

    private final Identifier identifier;
    private final Lines lines;
    private final PrintStream out;
    private boolean all = true;

    IdentityLines(Identifier identifier, InputStream in, PrintStream out) {
        this.identifier = identifier;
        this.lines = new Lines(in);
        this.out = out;
    }

    /** Reads to the end, and returns whether no line was refused. */
    boolean run() throws IOException {
        while (lines.next()) {
            out.append(result()).append('\n');
            if (lines.mustWait()) {
                out.flush(); // why: whoever writes a line and waits for its result shall get it
            }
        }
        return all;
    }

    private String result() {
        try {
            return identifier.identify(lines.line()).toString();
        } catch (DeclarationException e) {
            return refused(e.pointer(), e.reason());
        } catch (NotCanonicalException e) {
            return refused(JsonPointer.ROOT, e.reason());
        }
    }

    private String refused(JsonPointer pointer, String reason) {
        all = false;
        return "refused: " + pointer + " " + reason;
    }
}
