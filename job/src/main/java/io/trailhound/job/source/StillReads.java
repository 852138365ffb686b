package io.trailhound.job.source;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader: it goes on behind its part of a checkpoint.
 *
 * @param checkpoint the last one that it has been asked for
 */
public record StillReads(long checkpoint) implements SourceEvent {}
