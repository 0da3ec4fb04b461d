/** What all operators share: reading their parameters, and naming where their content comes from. */
@NullMarked
package dev.avow.operators;

import org.jspecify.annotations.NullMarked;
