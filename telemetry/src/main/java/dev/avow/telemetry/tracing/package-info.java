/** Spans of attempts for OpenTelemetry. */
@NullMarked
package dev.avow.telemetry.tracing;

import org.jspecify.annotations.NullMarked;
