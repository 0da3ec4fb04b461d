package dev.avow.operators.model;

import dev.avow.engine.declaration.Model;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names under which providers know declared models. */
public final class ModelNames {

    private static final String SNAPSHOT = "[-:@][0-9][0-9.-]*";

    private ModelNames() {}

    /**
     * Returns the name of a model that is sent: its version if that starts with its name, else both with a hyphen between,
     * or the name alone if no version is declared.
     */
    public static String sent(Model model) {
        return model.version()
                .map(version -> version.startsWith(model.name()) ? version : model.name() + "-" + version)
                .orElse(model.name());
    }

    /** Returns an objection to weights that are declared by digest, which a remote endpoint cannot show. */
    public static Optional<String> unchecked(Model model) {
        return model.digest()
                .map(digest -> "Model '" + model.name() + "' of provider '" + model.provider()
                        + "' is declared by the digest of its weights, which this provider cannot check. Declare its"
                        + " version, or that it is unpinned.");
    }

    /** Tells whether another model answered than the declared one; a dated name of an unpinned alias is the same one. */
    public static boolean deviates(Model declared, String answered) {
        String asked = sent(declared);
        return !answered.equals(asked) && (declared.isPinned() || !answered.matches(Pattern.quote(asked) + SNAPSHOT));
    }
}
