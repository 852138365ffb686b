package io.trailhound.job;

import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where one of the job's outputs goes.
 *
 * @param uid of the sink. Each kind of sink has its own, because none can restore what another kept
 *     in a savepoint
 */
public record Output<T>(String uid, Sink<T> sink) {}
