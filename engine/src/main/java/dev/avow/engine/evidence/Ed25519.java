package dev.avow.engine.evidence;

import dev.avow.engine.EngineException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Ed25519 of the JDK.
 *
 * <p>A private key in PKCS #8 does not have its public key, and the JDK has no function that computes it. But a key pair
 * is made from 32 random bytes alone [1], and those are the private key: a generator that is given them as its random
 * bytes makes the pair anew. Whether it did is checked by a signature.
 *
 * <ol>
 *   <li><a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1.5">RFC 8032, section 5.1.5: key generation</a>
 * </ol>
 */
final class Ed25519 {

    private static final String NAME = "Ed25519";
    private static final byte[] PROBE = {1};

    private Ed25519() {}

    /** @param file which the key is of, for messages */
    static PrivateKey secret(byte[] pkcs8, Path file) {
        try {
            return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException e) { // why: no cause, which could tell of the key
            throw new EngineException("Key in file '" + file
                    + "' is not an Ed25519 key. Make one with 'openssl genpkey -algorithm ed25519'.");
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static PublicKey open(PrivateKey secret) {
        byte[] seed = secret instanceof EdECPrivateKey key ? key.getBytes().orElse(PROBE) : PROBE;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            KeyPair pair = generator.generateKeyPair();
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(pair.getPublic());
            signature.update(PROBE);
            if (signature.verify(sign(secret, PROBE))) {
                return pair.getPublic();
            }
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
        throw new EngineException("Public key cannot be computed: the provider of " + NAME
                + " in this Java makes keys in its own way. Use one whose first provider of it is SunEC.");
    }

    static byte[] sign(PrivateKey secret, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static EngineException missing(GeneralSecurityException cause) {
        return new EngineException(
                "This Java cannot use " + NAME + ". Use one whose module jdk.crypto.ec, or another provider, has it.",
                cause);
    }

    /** Gives these bytes for random ones. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        private Given(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
        }
    }
}
