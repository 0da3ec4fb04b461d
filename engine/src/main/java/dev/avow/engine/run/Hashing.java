package dev.avow.engine.run;

import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Reads a stream once: copies it, counts it and hashes it. */
final class Hashing {

    private static final int BUFFER = 1 << 16;

    private Hashing() {}

    /** Returns digest and size of all that the stream gives, after copying it. */
    static DeclaredInput copy(InputStream from, OutputStream to) throws IOException {
        MessageDigest digest = Digest.sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            digest.update(buffer, 0, read);
            to.write(buffer, 0, read);
            size += read;
        }
        return new DeclaredInput(Digest.ofRaw(digest.digest()), size);
    }

    /** Returns digest and size of all that the stream gives. */
    static DeclaredInput read(InputStream from) throws IOException {
        return copy(from, OutputStream.nullOutputStream());
    }
}
