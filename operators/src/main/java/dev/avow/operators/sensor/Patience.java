package dev.avow.operators.sensor;

import dev.avow.operators.ParameterReader;
import java.time.Duration;

/**
 * How often and how long a sensor looks.
 *
 * @param interval between two pokes
 * @param total from the first poke to the last
 */
record Patience(Duration interval, Duration total) {

    static final String INTERVAL = "poke_interval";
    static final String PATIENCE = "patience";

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    static Patience read(ParameterReader in) {
        return new Patience(
                in.duration(INTERVAL, "PT1M", SHORTEST, Duration.ofDays(1)),
                in.duration(PATIENCE, "PT24H", Duration.ZERO, LONGEST));
    }
}
