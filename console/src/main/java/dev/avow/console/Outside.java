package dev.avow.console;

import java.time.InstantSource;
import java.util.Map;

/**
 * What a command has to do with beside a store.
 *
 * @param environment the variables of the process
 * @param clock what is now
 */
record Outside(
        Streams streams, Map<String, String> environment, Patience patience, Person person, InstantSource clock) {

    Outside {
        environment = Map.copyOf(environment);
    }

    static Outside of(Streams streams, Map<String, String> environment) {
        return new Outside(streams, environment, Patience.system(), Person.system(), InstantSource.system());
    }
}
