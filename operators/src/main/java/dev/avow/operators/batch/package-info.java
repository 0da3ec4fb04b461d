/** Many chats by a provider's batch API: handed in once, and fetched when they are done. */
@NullMarked
package dev.avow.operators.batch;

import org.jspecify.annotations.NullMarked;
