/** Reading texts from declared contents, one record each, alike for all operators. */
@NullMarked
package dev.avow.operators.records;

import org.jspecify.annotations.NullMarked;
