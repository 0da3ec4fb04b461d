/** Embeddings: texts to vectors, by a model behind LangChain4j's port. */
@NullMarked
package dev.avow.operators.embedding;

import org.jspecify.annotations.NullMarked;
