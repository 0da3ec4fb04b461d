/** Classification: a text to one of the declared labels. */
@NullMarked
package dev.avow.operators.classify;

import org.jspecify.annotations.NullMarked;
