package io.trailhound.job.source.sqs;

/**
 * By what a received message is deleted or kept.
 *
 * @param id of the message, the same each time it's received
 * @param handle of the last time it was
 */
public record Receipt(String id, String handle) {}
