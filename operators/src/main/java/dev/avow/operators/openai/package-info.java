/** Models behind any endpoint that speaks OpenAI's protocol. */
@NullMarked
package dev.avow.operators.openai;

import org.jspecify.annotations.NullMarked;
