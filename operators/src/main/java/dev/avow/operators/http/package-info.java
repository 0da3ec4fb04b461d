/** HTTP: one declared request, and what came back. */
@NullMarked
package dev.avow.operators.http;

import org.jspecify.annotations.NullMarked;
