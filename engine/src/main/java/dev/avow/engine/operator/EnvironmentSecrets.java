package dev.avow.engine.operator;

import dev.avow.engine.EngineException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Secrets in environment variables; the only place that reads the environment. */
final class EnvironmentSecrets implements Secrets {

    private final String prefix;
    private final Map<String, String> environment;

    EnvironmentSecrets(String prefix, Map<String, String> environment) {
        if (prefix.isEmpty()) {
            throw new EngineException(
                    "Environment variables of secrets have no prefix. Give one, such as AVOW_SECRET_.");
        }
        this.prefix = prefix;
        this.environment = environment;
    }

    static Map<String, String> ofProcess() {
        return System.getenv();
    }

    @Override
    public Set<String> names() {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(environment.get(prefix + name));
    }

    @Override
    public String toString() {
        return "secrets in variables " + prefix + "*";
    }
}
