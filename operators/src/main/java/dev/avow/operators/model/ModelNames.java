package dev.avow.operators.model;

import dev.avow.engine.declaration.Model;
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

    /** Tells whether another model answered than the declared one; a dated name of an unpinned alias is the same one. */
    public static boolean deviates(Model declared, String answered) {
        String asked = sent(declared);
        return !answered.equals(asked) && (declared.isPinned() || !answered.matches(Pattern.quote(asked) + SNAPSHOT));
    }
}
