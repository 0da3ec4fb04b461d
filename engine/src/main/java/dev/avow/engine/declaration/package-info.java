/**
 * Declarations and specs: values that check themselves, read from JSON strictly and written in one form.
 *
 * <p>The format is written down in {@code docs/format.md}. Pure code: no clock, no I/O, no random, no locale.
 */
@NullMarked
package dev.avow.engine.declaration;

import org.jspecify.annotations.NullMarked;
