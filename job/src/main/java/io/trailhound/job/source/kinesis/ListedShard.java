package io.trailhound.job.source.kinesis;

import java.util.List;

/**
 * A shard as the service lists it.
 *
 * @param parents what it came of: one when that was split, two when they were merged, none of the
 *     first shards
 */
record ListedShard(String id, List<String> parents) {}
