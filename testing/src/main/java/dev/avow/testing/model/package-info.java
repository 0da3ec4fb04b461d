/** Models that answer as a test says, behind LangChain4j's ports; they need {@code langchain4j-core}, which is optional. */
@NullMarked
package dev.avow.testing.model;

import org.jspecify.annotations.NullMarked;
