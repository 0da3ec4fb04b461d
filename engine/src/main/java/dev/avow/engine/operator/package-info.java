/** The port between the engine and the code that does a task; implementations live elsewhere. */
@NullMarked
package dev.avow.engine.operator;

import org.jspecify.annotations.NullMarked;
