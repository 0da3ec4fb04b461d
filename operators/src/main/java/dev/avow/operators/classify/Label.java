package dev.avow.operators.classify;

/**
 * What {@link ClassifyOperator} gives.
 *
 * @param label one of the declared ones
 */
public record Label(String label) {}
