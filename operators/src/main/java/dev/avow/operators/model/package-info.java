/** What operators that ask models share. */
@NullMarked
package dev.avow.operators.model;

import org.jspecify.annotations.NullMarked;
