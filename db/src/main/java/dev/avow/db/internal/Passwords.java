package dev.avow.db.internal;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that nobody chose. */
final class Passwords {

    private static final int BYTES = 24;

    private Passwords() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
