/** Assertions on runs and declarations, in AssertJ's style. */
@NullMarked
package dev.avow.testing.assertions;

import org.jspecify.annotations.NullMarked;
