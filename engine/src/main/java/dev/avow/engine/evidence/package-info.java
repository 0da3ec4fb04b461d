/** Evidence that leaves the building: runs as files that anyone can verify without Avow; it reads only the store. */
@NullMarked
package dev.avow.engine.evidence;

import org.jspecify.annotations.NullMarked;
