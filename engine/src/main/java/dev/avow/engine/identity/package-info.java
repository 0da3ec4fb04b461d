/**
 * Canonical JSON on the declared subset, and identities made from it.
 *
 * <p>Pure code: no clock, no I/O, no random, no locale.
 */
@NullMarked
package dev.avow.engine.identity;

import org.jspecify.annotations.NullMarked;
