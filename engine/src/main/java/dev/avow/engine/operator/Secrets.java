package dev.avow.engine.operator;

import dev.avow.engine.EngineException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where secret values are found by name. Each attempt asks anew, so that a changed value is used from then on. Threads may
 * share it.
 *
 * <p>A value has 8 to 65,536 characters: a shorter one could not be told from other text. What a source throws means that
 * nothing is declared and nothing starts. The message of an {@link EngineException} is shown then, so that it must not
 * hold a value; of other throwables only the class is.
 */
public interface Secrets {

    /** Returns the names of all secrets: their values are guarded, whether they are used or not. */
    Set<String> names();

    /** Returns the value of a secret as it is now, or empty if there is none of this name. */
    Optional<String> find(String name);

    /** Returns a source without secrets. */
    static Secrets none() {
        return new MapSecrets(Map.of());
    }

    /**
     * Returns a source of these secrets.
     *
     * @param values by name
     * @throws EngineException if a value is shorter than 8 or longer than 65,536 characters
     */
    static Secrets of(Map<String, String> values) {
        return new MapSecrets(values);
    }

    /**
     * Returns a source of the environment variables with this prefix; what follows it is the secret's name.
     *
     * @param prefix such as {@code AVOW_SECRET_}
     * @throws EngineException if the prefix is empty: not every variable is a secret
     */
    static Secrets environment(String prefix) {
        return new EnvironmentSecrets(prefix, EnvironmentSecrets.ofProcess());
    }

    /**
     * Returns a source of the files in a directory: one file a secret, with its name, as container platforms mount them.
     * One line end at the end of a file does not belong to the value. Files whose names begin with a dot are none. A file
     * that users other than its owner and group may read or write is refused when it is read, where the file system can
     * tell.
     */
    static Secrets files(Path directory) {
        return new FileSecrets(directory);
    }

    /** Returns a source that takes each secret from the first of these that has it. */
    static Secrets firstOf(Secrets... sources) {
        return new JoinedSecrets(List.copyOf(Arrays.asList(sources)));
    }
}
