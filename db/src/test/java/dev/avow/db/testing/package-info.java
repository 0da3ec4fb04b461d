/** What tests of this module and of others build on. */
@NullMarked
package dev.avow.db.testing;

import org.jspecify.annotations.NullMarked;
