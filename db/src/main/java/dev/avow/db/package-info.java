/**
 * The store: facts that are only ever appended, projections of them for quick reading, and operational rows.
 *
 * <p>It knows no jobs and nothing of Quartz's API. Digests are text, {@code sha256:} and 64 lower-case hex digits, in
 * Java, and 32 bytes in the database. Times are passed in, whole milliseconds or coarser.
 */
@NullMarked
package dev.avow.db;

import org.jspecify.annotations.NullMarked;
