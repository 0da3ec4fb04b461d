/** JSON schemas of records, and whether an answer fits one. */
@NullMarked
package dev.avow.operators.schema;

import org.jspecify.annotations.NullMarked;
