/** Tables and plots of figures that were written before; it measures nothing. */
@NullMarked
package dev.avow.benchmarks.report;

import org.jspecify.annotations.NullMarked;
