package dev.avow.engine.history;

import dev.avow.engine.history.AttemptView.OutputView;

/**
 * A run that may have made a content: an output of it has the content's digest. Others can have made the same, here or
 * elsewhere, so that this says nothing of where a given content comes from.
 *
 * @param attempt from 1
 */
public record OutputCandidate(RunView run, int attempt, OutputView output) {}
