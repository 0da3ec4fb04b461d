package dev.avow.operators.embedding;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made once, by the first thread that asks; one that could not be made is tried again. */
final class Lazy<T> {

    private final Supplier<T> maker;
    private @Nullable T value;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    synchronized T get() {
        T made = value;
        if (made == null) {
            made = maker.get();
            value = made;
        }
        return made;
    }
}
