package io.trailhound.job.sink;

/**
 * An alert on its way to a topic.
 *
 * @param json its document
 */
public record AlertMessage(String id, byte[] json) {}
