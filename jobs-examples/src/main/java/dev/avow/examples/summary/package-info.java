/** Operators of a user's own: they split a text, pick the sentences that say most of it, and measure the summary. */
@NullMarked
package dev.avow.examples.summary;

import org.jspecify.annotations.NullMarked;
