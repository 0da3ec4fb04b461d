/** The Java DSL: jobs, their tasks and what each task calls; immutable definitions, checked by {@code build()}. */
@NullMarked
package dev.avow.engine.dsl;

import org.jspecify.annotations.NullMarked;
