package dev.avow.telemetry.lineage;

import dev.avow.engine.identity.Identity;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The UUID of a run, made from its identity: a UUID of version 8, whose content is left to whoever makes it.
 *
 * <pre>
 *   bits      are
 *     0-47    bits 0-47 of the digest
 *    48-51    1000, the version
 *    52-63    bits 52-63 of the digest
 *    64-65    10, the variant
 *    66-127   bits 66-127 of the digest
 * </pre>
 *
 * <p>So 122 bits of the digest are kept at their places: enough to tell runs apart, and too few to find one out of the UUID
 * alone; events carry the whole identity beside it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.8">RFC 9562, section 5.8: UUID version 8</a>
 */
public final class RunIds {

    private RunIds() {}

    /** Returns the one UUID of a run, the same on every machine. */
    public static UUID of(Identity identity) {
        ByteBuffer digest = ByteBuffer.wrap(identity.raw());
        long high = (digest.getLong() & ~0xF000L) | 0x8000L;
        long low = (digest.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }
}
