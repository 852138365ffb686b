package io.trailhound.job.source.sqs;

/**
 * A message as it was received.
 *
 * @param sent milliseconds since the epoch
 * @param received how often so far, this time included
 */
public record SqsMessage(Receipt receipt, String body, long sent, int received) {}
