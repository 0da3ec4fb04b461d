package dev.avow.operators.process;

import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.run.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs an output of a process line by line, without secrets, controls and what is too long; closing it logs a last line that
 * has no end. For one thread.
 *
 * <p>Secrets are masked in whole lines, so that it does not matter in which pieces these come. Of an endless line only so
 * much is kept that what is shown of it cannot end within a secret.
 */
final class LineLog extends OutputStream {

    /** The most characters of a line that are logged. */
    static final int MOST = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger("dev.avow.operators.process");
    private static final int SHORT = 12;
    private static final int MOST_BYTES_PER_CHARACTER = 4;

    private final String source;
    private final SecretMask mask;
    private final int most;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean overflown;

    LineLog(String source, SecretMask mask) {
        this.source = source;
        this.mask = mask;
        this.most = MOST * MOST_BYTES_PER_CHARACTER + mask.longest();
    }

    /** Returns the log of an output of an attempt. */
    static LineLog of(DeclaredRun run, String output) {
        String shortened = run.identity().digest().hex().substring(0, SHORT);
        boolean connected =
                run.declaration().parameters().find(Connection.PARAMETER).isPresent();
        SecretMask mask = connected ? SecretMask.of(run.connection()) : SecretMask.none();
        return new LineLog(shortened + "/" + run.attempt() + " " + output, mask);
    }

    @Override
    public void write(int b) {
        if (b == '\n') {
            log();
        } else if (line.size() < most) {
            line.write(b);
        } else {
            overflown = true;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void close() {
        if (line.size() > 0) {
            log();
        }
    }

    private void log() {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}: {}", source, text());
        }
        line.reset();
        overflown = false;
    }

    private String text() {
        String text = mask.mask(line.toString(StandardCharsets.UTF_8));
        if (overflown) {
            int safe = Math.max(0, text.length() - mask.longest());
            return Printable.text(start(text.substring(0, safe))) + "...";
        }
        String unended = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        return Printable.cut(unended, MOST);
    }

    private static String start(String text) {
        boolean fits = text.codePointCount(0, text.length()) <= MOST;
        return fits ? text : text.substring(0, text.offsetByCodePoints(0, MOST));
    }
}
