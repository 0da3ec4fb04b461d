/** A real model behind a real endpoint, for tests. */
@NullMarked
package dev.avow.operators.llama;

import org.jspecify.annotations.NullMarked;
