/** What the engine's packages share: the root of its exceptions. */
@NullMarked
package dev.avow.engine;

import org.jspecify.annotations.NullMarked;
