/** The engine: declares, admits, executes and records; Quartz is used here, and only here. */
@NullMarked
package dev.avow.engine.run;

import org.jspecify.annotations.NullMarked;
