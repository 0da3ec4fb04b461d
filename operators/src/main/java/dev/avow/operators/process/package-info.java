/** Processes: programs of this node, run from a declared command line, script and environment. */
@NullMarked
package dev.avow.operators.process;

import org.jspecify.annotations.NullMarked;
