/** Chat: a prompt to an answer, by a model behind LangChain4j's port. */
@NullMarked
package dev.avow.operators.chat;

import org.jspecify.annotations.NullMarked;
