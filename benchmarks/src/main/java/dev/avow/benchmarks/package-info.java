/** Avow measured beside what a user would pick instead: each figure a ratio from one run, or a count. */
@NullMarked
package dev.avow.benchmarks;

import org.jspecify.annotations.NullMarked;
