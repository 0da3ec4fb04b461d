/** Reading back what was declared and what became of it; it reads only the store. */
@NullMarked
package dev.avow.engine.history;

import org.jspecify.annotations.NullMarked;
