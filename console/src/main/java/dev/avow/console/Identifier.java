package dev.avow.console;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Identity;
import java.util.Arrays;

/**
 * Computes identities.
 *
 * @param exact whether bytes must be canonical already
 */
record Identifier(boolean exact) {

    /**
     * @throws dev.avow.engine.declaration.DeclarationException if the bytes are no declaration
     * @throws NotCanonicalException if they are not canonical, but must be
     */
    Identity identify(byte[] utf8) {
        byte[] canonical = Declaration.parse(utf8).canonicalBytes();
        int difference = exact ? Arrays.mismatch(canonical, utf8) : -1;
        if (difference >= 0) {
            throw new NotCanonicalException(difference);
        }
        return Identity.of(canonical);
    }
}
