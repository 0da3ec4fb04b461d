package dev.avow.engine.dsl;

import java.time.Duration;

/** What is common to the bounds of settings. */
final class Limits {

    /** The longest time of a setting: far below where sums of times and instants overflow. */
    static final Duration LONGEST = Duration.ofDays(365);

    private Limits() {}
}
