/** Metrics of runs for Micrometer. */
@NullMarked
package dev.avow.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
