package io.trailhound.model;

/**
 * The watermark that one subtask of an operator had acted on, in a checkpoint.
 *
 * @param subtask its index, from 0
 * @param parallelism of the operator
 * @param watermark milliseconds
 */
public record ActedOn(int subtask, int parallelism, long watermark) {}
