package dev.avow.db.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** A stream that fails at its end if what was read does not have the digest. */
final class VerifiedStream extends FilterInputStream {

    private static final int BUFFER = 8192;

    private final MessageDigest sha256 = Digests.sha256();
    private final String expected;
    private String found = "";

    VerifiedStream(InputStream content, String expected) {
        super(content);
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count < 0) {
            verify();
        } else {
            sha256.update(buffer, offset, count);
        }
        return count;
    }

    /** Reads what it skips, for the digest needs it. */
    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = count;
        int read = 0;
        while (left > 0 && read >= 0) {
            left -= read;
            read = left > 0 ? read(buffer, 0, (int) Math.min(left, BUFFER)) : 0;
        }
        return count - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public synchronized void mark(int limit) {}

    @Override
    public synchronized void reset() throws IOException {
        throw new IOException("mark and reset are not supported");
    }

    private void verify() throws IOException {
        if (found.isEmpty()) {
            found = Digests.toText(sha256.digest());
        }
        if (!found.equals(expected)) {
            throw new IOException("Content is not what was kept. Restore it from a backup.\n  kept:  " + expected
                    + "\n  found: " + found);
        }
    }
}
