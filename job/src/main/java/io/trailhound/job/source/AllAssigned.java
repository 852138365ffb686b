package io.trailhound.job.source;

import org.apache.flink.api.connector.source.SourceEvent;

/** To a reader: of the splits that are known, it has all that it will get. */
public record AllAssigned() implements SourceEvent {}
