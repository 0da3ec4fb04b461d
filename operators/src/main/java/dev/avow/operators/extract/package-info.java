/** Extraction: a text to a record. */
@NullMarked
package dev.avow.operators.extract;

import org.jspecify.annotations.NullMarked;
