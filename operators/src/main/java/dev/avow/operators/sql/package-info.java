/** SQL: one declared statement with bound values, and its rows. */
@NullMarked
package dev.avow.operators.sql;

import org.jspecify.annotations.NullMarked;
