/** Checking afterwards: recomputes from the stored bytes and events all that a store says; it reads only the store. */
@NullMarked
package dev.avow.engine.verification;

import org.jspecify.annotations.NullMarked;
