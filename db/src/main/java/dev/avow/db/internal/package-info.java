/** How the store works inside; not for use by other modules. */
@NullMarked
package dev.avow.db.internal;

import org.jspecify.annotations.NullMarked;
