/** The edge towards CDI: operators are found as beans, and the engine is injectable; nothing else here needs CDI. */
@NullMarked
package dev.avow.engine.cdi;

import org.jspecify.annotations.NullMarked;
