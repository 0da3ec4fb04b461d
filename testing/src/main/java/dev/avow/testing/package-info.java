/** What tests of jobs and operators use. */
@NullMarked
package dev.avow.testing;

import org.jspecify.annotations.NullMarked;
