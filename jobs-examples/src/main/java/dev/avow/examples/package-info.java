/** Real jobs on real input. */
@NullMarked
package dev.avow.examples;

import org.jspecify.annotations.NullMarked;
