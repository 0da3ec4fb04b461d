/**
 * When a job runs: schedules, and the slots that they have.
 *
 * <p>Pure code on {@code java.time}: no clock, no default time zone, no locale. Slots reach identities: the same
 * settings and time zone rules give the same slots on every machine and in every version.
 */
@NullMarked
package dev.avow.engine.schedule;

import org.jspecify.annotations.NullMarked;
