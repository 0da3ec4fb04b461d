package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;
import java.util.Optional;

/** A setting that is given at most once: the second call fails, and names what the first gave. */
final class Setting<T> {

    private final String subject;
    private final String what;
    private Optional<T> value = Optional.empty();

    Setting(String subject, String what) {
        this.subject = subject;
        this.what = what;
    }

    /** @throws EngineException if it was given before */
    void set(T given) {
        value.ifPresent(first -> {
            throw new EngineException(subject + " cannot have the " + what + " " + shown(given) + ": it has the " + what
                    + " " + shown(first) + ". Give one " + what + ".");
        });
        value = Optional.of(given);
    }

    Optional<T> value() {
        return value;
    }

    private static String shown(Object value) {
        return value instanceof String text ? Printable.quoted(text) : value.toString();
    }
}
