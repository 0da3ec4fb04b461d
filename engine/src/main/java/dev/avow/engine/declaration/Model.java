package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import java.util.Optional;

/**
 * A model: its provider, its name, and which weights.
 *
 * @param version of the weights, if they are pinned by one
 * @param digest of the weights, if they are pinned by one; without version and digest the model is unpinned, and the
 *     declaration says so
 */
public record Model(String provider, String name, Optional<String> version, Optional<Digest> digest) {

    /** @throws DeclarationException if provider, name or version is not a line of 1 to 200 characters */
    public Model {
        Checks.line("provider", provider, Checks.MAX_LINE);
        Checks.line("name", name, Checks.MAX_LINE);
        version.ifPresent(text -> Checks.line("version", text, Checks.MAX_LINE));
    }

    /** Returns a model whose weights have this digest. */
    public static Model ofDigest(String provider, String name, Digest digest) {
        return new Model(provider, name, Optional.empty(), Optional.of(digest));
    }

    /** Returns a model whose provider pins its weights by a version. */
    public static Model ofVersion(String provider, String name, String version) {
        return new Model(provider, name, Optional.of(version), Optional.empty());
    }

    /** Returns a model behind a floating alias. */
    public static Model unpinned(String provider, String name) {
        return new Model(provider, name, Optional.empty(), Optional.empty());
    }

    /** Tells whether version or digest fix the weights. */
    public boolean isPinned() {
        return version.isPresent() || digest.isPresent();
    }
}
