package dev.avow.engine.run;

import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.operator.OperatorException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands for a throwable whose words held a secret: the same class by name, stack frames and causes, without the secret. */
final class RedactedException extends EngineException {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 20;

    private RedactedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns one that has the frames of a throwable, and of its words only its class. */
    static RedactedException withoutMessage(Throwable thrown) {
        RedactedException redacted =
                new RedactedException(thrown.getClass().getName() + ", its words are left out.", null);
        redacted.setStackTrace(thrown.getStackTrace());
        return redacted;
    }

    /** Returns the throwable itself if nothing of it, its causes and what it suppressed holds a secret. */
    static Throwable of(Throwable thrown, SecretGuard guard) {
        return tells(thrown, guard) ? copy(thrown, guard, 1) : thrown;
    }

    private static boolean tells(Throwable thrown, SecretGuard guard) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>();
        left.add(thrown);
        while (!left.isEmpty()) {
            Throwable next = left.remove();
            if (seen.add(next)) {
                String words = words(next);
                if (!guard.redact(words).equals(words)) {
                    return true;
                }
                cause(next).ifPresent(left::add);
                left.addAll(Arrays.asList(next.getSuppressed()));
            }
        }
        return false;
    }

    private static Throwable copy(Throwable thrown, SecretGuard guard, int depth) {
        boolean deep = depth == DEEPEST; // why: a chain of causes may be endless
        Throwable cause = deep
                ? null
                : cause(thrown).map(next -> copy(next, guard, depth + 1)).orElse(null);
        String message = guard.redact(message(thrown));
        Throwable copy = thrown instanceof OperatorException failure
                ? copy(failure, message, cause)
                : new RedactedException(isOurs(thrown) ? message : named(thrown, message), cause);
        copy.setStackTrace(thrown.getStackTrace());
        if (!deep) {
            Arrays.stream(thrown.getSuppressed()).forEach(next -> copy.addSuppressed(copy(next, guard, depth + 1)));
        }
        return copy;
    }

    private static Throwable copy(OperatorException failure, String message, @Nullable Throwable cause) {
        if (!failure.isRetriable()) {
            return OperatorException.permanent(message, cause);
        }
        return failure.retryAfter()
                .map(wait -> OperatorException.retriableAfter(wait, message, cause))
                .orElseGet(() -> OperatorException.retriable(message, cause));
    }

    private static boolean isOurs(Throwable thrown) {
        return thrown instanceof EngineException || thrown instanceof StoreException;
    }

    private static String named(Throwable thrown, String message) {
        String kind = thrown.getClass().getName();
        return message.isEmpty() ? kind : kind + ": " + message;
    }

    /** Returns all that a log may show of it. */
    private static String words(Throwable thrown) {
        try {
            return message(thrown) + "\n" + thrown;
        } catch (Throwable mute) { // why: what cannot be had tells nothing
            return message(thrown);
        }
    }

    private static String message(Throwable thrown) {
        try {
            return Optional.ofNullable(thrown.getMessage()).orElse("");
        } catch (Throwable mute) { // why: as above
            return "";
        }
    }

    private static Optional<Throwable> cause(Throwable thrown) {
        try {
            return Optional.ofNullable(thrown.getCause());
        } catch (Throwable mute) { // why: as above
            return Optional.empty();
        }
    }
}
