/**
 * When a job runs: schedules, and the slots that they have.
 *
 * <p>Pure code on {@code java.time}: no clock, no default time zone, no locale. A schedule's slots reach identities, so
 * a slot, once released, never moves.
 */
@NullMarked
package dev.avow.engine.schedule;

import org.jspecify.annotations.NullMarked;
