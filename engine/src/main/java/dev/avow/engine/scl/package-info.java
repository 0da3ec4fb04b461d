/**
 * SCL:V1 documents: read by the protocol's grammar, and identified by the hash of their canonical JSON.
 *
 * <p>Pure code: no clock, no I/O, no random, no locale. An SCL hash is another name of a declaration, never its identity.
 */
@NullMarked
package dev.avow.engine.scl;

import org.jspecify.annotations.NullMarked;
