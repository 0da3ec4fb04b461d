/** Jobs of Quartz, run as they are under a declaration. */
@NullMarked
package dev.avow.operators.quartz;

import org.jspecify.annotations.NullMarked;
