package dev.avow.console;

import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.Printable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Identities as a person gives them: whole, with or without {@code sha256:}, or the first digits of one. */
final class Identities {

    static final String HELP = "sha256: and 64 lower-case hex digits, or the first 8 or more of these.";

    private static final Pattern FORM = Pattern.compile("(?:sha256:)?([0-9a-f]{8,64})");
    private static final int WHOLE = 64;
    private static final int SHOWN = 10;

    private Identities() {}

    /**
     * Returns the digits.
     *
     * @throws InputException if it can be no identity
     */
    static String digits(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InputException("Identity " + Printable.quoted(text)
                    + " is not of the form sha256:<64 lower-case hex digits>."
                    + " Give all of it, as 'avow history JOB' prints it, or its first 8 digits or more.");
        }
        return form.group(1);
    }

    /**
     * Returns the identity that is meant; that a whole one is that of a run is not said.
     *
     * @throws NotHeldException if no run has one that begins so
     * @throws InputException if several have, or it can be no identity
     */
    static Identity find(OpenStore store, String text) {
        String digits = digits(text);
        if (digits.length() == WHOLE) {
            return Identity.parse("sha256:" + digits);
        }
        List<Identity> found = store.history().identities(digits, SHOWN + 1);
        if (found.isEmpty()) {
            throw new NotHeldException("No run has an identity that begins with sha256:" + digits + " in "
                    + store.shown() + ". Look it up with 'avow history JOB', or give another store with --db.");
        }
        if (found.size() > 1) {
            throw new InputException("Several runs have identities that begin with sha256:" + digits
                    + ". Give more digits of one of them:" + listed(found));
        }
        return found.get(0);
    }

    private static String listed(List<Identity> found) {
        String lines =
                found.stream().limit(SHOWN).map(identity -> "\n  " + identity).collect(Collectors.joining());
        return lines + (found.size() > SHOWN ? "\n  and more" : "");
    }
}
