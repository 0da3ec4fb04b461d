/** Sensors: wait until something is there, without a thread meanwhile, and say what it was. */
@NullMarked
package dev.avow.operators.sensor;

import org.jspecify.annotations.NullMarked;
