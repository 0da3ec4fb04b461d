/** How a person looks: the command line. */
@NullMarked
package dev.avow.console;

import org.jspecify.annotations.NullMarked;
