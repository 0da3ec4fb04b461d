package dev.avow.operators;

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
 * Logs a text line by line while it comes, at INFO, without secrets, controls and what is too long; closing it logs a last
 * line that has no end. Logging that fails changes no outcome. For one thread.
 *
 * <p>Secrets are masked in whole lines, so that it does not matter in which pieces these come. Of an endless line only so
 * much is kept that what is shown of it cannot end within a secret.
 */
public final class LineLog extends OutputStream {

    /** The most characters of a line that are logged. */
    public static final int MOST = 4_096;

    private static final Logger FAULTS = LoggerFactory.getLogger(LineLog.class);
    private static final int MOST_BYTES_PER_CHARACTER = 4;

    private final Logger log;
    private final String source;
    private final SecretMask mask;
    private final int most;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean overflown;

    /** @param source what each line begins with */
    public LineLog(Logger log, String source, SecretMask mask) {
        this.log = log;
        this.source = source;
        this.mask = mask;
        this.most = MOST * MOST_BYTES_PER_CHARACTER + mask.longest();
    }

    /** Returns a log of what an attempt is told, without the secrets of its connection. */
    public static LineLog of(Logger log, String source, DeclaredRun run) {
        boolean connected =
                run.declaration().parameters().find(Connection.PARAMETER).isPresent();
        return new LineLog(log, source, connected ? SecretMask.of(run.connection()) : SecretMask.none());
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
        try {
            if (log.isInfoEnabled()) {
                log.info("{}: {}", source, text());
            }
        } catch (RuntimeException e) {
            FAULTS.debug("A line of {} is not logged", source, e);
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
