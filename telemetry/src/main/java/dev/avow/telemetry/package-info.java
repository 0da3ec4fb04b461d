/** What telemetry of every kind rests on: how attempts ended, and calls of operators that are watched. */
@NullMarked
package dev.avow.telemetry;

import org.jspecify.annotations.NullMarked;
