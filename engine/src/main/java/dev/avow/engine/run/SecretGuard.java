package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.operator.SecretValues;
import dev.avow.engine.operator.Secrets;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the values of all secrets, and keeps them out of what is declared, stored, logged and said. It remembers the last
 * ten values of each, since an attempt may work with one that has changed. Threads may share it.
 */
final class SecretGuard {

    private static final Logger LOG = LoggerFactory.getLogger(SecretGuard.class);
    private static final int REMEMBERED = 10;

    private final Secrets source;
    private final Set<String> referenced;
    private final Map<String, Deque<String>> known = new TreeMap<>();
    private volatile SecretPatterns patterns = SecretPatterns.of(Map.of());

    /** @param referenced the names of secrets that connections refer to, whether the source lists them or not */
    SecretGuard(Secrets source, Collection<String> referenced) {
        this.source = source;
        this.referenced = Set.copyOf(referenced);
    }

    /** Returns one that knows no secret. */
    static SecretGuard idle() {
        return new SecretGuard(Secrets.none(), List.of());
    }

    /**
     * Reads all secrets anew, and returns their values by name.
     *
     * @throws EngineException if one cannot be read, or is too short to be guarded
     */
    Map<String, String> refresh() {
        TreeMap<String, String> values = new TreeMap<>();
        Set<String> names = new TreeSet<>(referenced);
        names.addAll(ask("Names of secrets", source::names));
        for (String name : names) {
            ask("Secret '" + name + "'", () -> source.find(name))
                    .ifPresent(value -> values.put(name, SecretValues.checked(name, value)));
        }
        remember(values);
        return values;
    }

    /** As {@link #refresh}, where what is known already must do if that cannot be. */
    void tryRefresh() {
        try {
            refresh();
        } catch (EngineException e) {
            LOG.warn("Secrets cannot be read, so that the values known before are guarded: {}", e.getMessage());
        }
    }

    private static <T> T ask(String what, Question<T> question) {
        try {
            return question.answer();
        } catch (EngineException e) {
            throw new EngineException(what + " cannot be read: " + Messages.of(e), RedactedException.withoutMessage(e));
        } catch (Throwable e) { // why: whatever a source throws, and its words may hold a value that nobody knows yet
            throw new EngineException(
                    what + " cannot be read: " + e.getClass().getName() + ". Mend the source of secrets.",
                    RedactedException.withoutMessage(e));
        }
    }

    private synchronized void remember(Map<String, String> values) {
        boolean changed = false;
        for (Map.Entry<String, String> value : values.entrySet()) {
            Deque<String> last = known.computeIfAbsent(value.getKey(), name -> new ArrayDeque<>());
            boolean newest = value.getValue().equals(last.peekLast());
            if (!newest) {
                changed |= !last.remove(value.getValue());
                last.addLast(value.getValue());
            }
            if (last.size() > REMEMBERED) {
                last.removeFirst();
            }
        }
        if (changed) {
            Map<String, List<String>> all = new TreeMap<>();
            known.forEach((name, last) -> all.put(name, new ArrayList<>(last)));
            patterns = SecretPatterns.of(all);
        }
    }

    /** Tells whether there is nothing to guard. */
    boolean isIdle() {
        return patterns.isEmpty();
    }

    /** Returns the name of a secret whose value is in these bytes. */
    Optional<String> find(byte[] bytes) {
        return SecretScanner.find(patterns, bytes).map(SecretMatch::secret);
    }

    /** Returns the text with three stars in place of each secret value. */
    String redact(String text) {
        return SecretScanner.redact(patterns, text);
    }

    /** Returns a stream of the same bytes, which throws this when it meets a secret, of that name. */
    InputStream watch(InputStream bytes, Function<String, RuntimeException> refusal) {
        return new GuardedStream(bytes, new SecretScanner(patterns), refusal);
    }

    /** Returns the throwable, or one in its place if its words, or those of its causes, hold a secret. */
    Throwable safe(Throwable thrown) {
        return isIdle() ? thrown : RedactedException.of(thrown, this);
    }

    /** Throws one in place of a throwable whose words hold a secret. */
    void refuse(Throwable thrown) {
        Throwable safe = safe(thrown);
        if (safe != thrown && safe instanceof RuntimeException redacted) {
            throw redacted;
        }
    }

    /** @throws EngineException if the text that a person gave holds a secret */
    void refuse(String what, String text) {
        SecretDocuments.findIn(this, text).ifPresent(secret -> {
            throw new EngineException(what + " contains the value of secret '" + secret
                    + "'. Leave it out; a task gets a secret by the connection that it names.");
        });
    }

    /** What a source of secrets is asked. */
    @FunctionalInterface
    private interface Question<T> {
        T answer();
    }
}
