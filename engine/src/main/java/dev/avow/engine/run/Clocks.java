package dev.avow.engine.run;

import java.time.InstantSource;

/**
 * Where an engine has its time from.
 *
 * @param calendar for all that is declared and recorded
 * @param intervals for how long something has stood still here
 */
record Clocks(InstantSource calendar, Monotonic intervals) {}
