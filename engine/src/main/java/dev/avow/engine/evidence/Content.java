package dev.avow.engine.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A content of the store, of which a fault is one of the store, and none of where it is written to. */
final class Content extends FilterInputStream {

    private final String what;

    /** @param what begins the message of a fault */
    Content(InputStream content, String what) {
        super(content);
        this.what = what;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new EvidenceException(what + "cannot be read, or is not what was kept. See the cause.", e);
        }
    }
}
