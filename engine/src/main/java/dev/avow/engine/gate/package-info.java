/** The only way from declared to executing, and the states that a run can be in. */
@NullMarked
package dev.avow.engine.gate;

import org.jspecify.annotations.NullMarked;
