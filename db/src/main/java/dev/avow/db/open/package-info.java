/** Where stores are opened: the embedded one, one in a database, or either for reading. */
@NullMarked
package dev.avow.db.open;

import org.jspecify.annotations.NullMarked;
