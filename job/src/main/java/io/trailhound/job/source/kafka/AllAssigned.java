package io.trailhound.job.source.kafka;

import org.apache.flink.api.connector.source.SourceEvent;

/** To a reader: of the partitions that are known, it has all that it will get. */
record AllAssigned() implements SourceEvent {}
