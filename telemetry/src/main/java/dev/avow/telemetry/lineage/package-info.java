/** Run events for OpenLineage. */
@NullMarked
package dev.avow.telemetry.lineage;

import org.jspecify.annotations.NullMarked;
