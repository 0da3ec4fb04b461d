/** Judgement: a text against a rubric, with a score. */
@NullMarked
package dev.avow.operators.judge;

import org.jspecify.annotations.NullMarked;
