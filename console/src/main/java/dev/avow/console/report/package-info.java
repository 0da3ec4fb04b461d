/** The history of one job as a page for people who would rather look than read; nothing in it needs a network or a script. */
@NullMarked
package dev.avow.console.report;

import org.jspecify.annotations.NullMarked;
