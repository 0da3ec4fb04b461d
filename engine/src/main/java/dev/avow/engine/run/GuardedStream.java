package dev.avow.engine.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** A stream that hands out no secret: whoever reads it has all bytes but the last one of a secret's value, and no more. */
final class GuardedStream extends FilterInputStream {

    private final SecretScanner scanner;
    private final Function<String, RuntimeException> refusal;

    GuardedStream(InputStream in, SecretScanner scanner, Function<String, RuntimeException> refusal) {
        super(in);
        this.scanner = scanner;
        this.refusal = refusal;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            scanner.scan(bytes, offset, count).ifPresent(match -> {
                throw refusal.apply(match.secret());
            });
        }
        return count;
    }

    @Override
    public long skip(long count) {
        return 0; // why: what is not read is not looked at
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
