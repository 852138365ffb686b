package io.trailhound.job.source.kinesis;

import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.fetcher.SingleThreadFetcherManager;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/**
 * The one thread that reads the shards of a reader, kept while it has none: there will be others.
 * Flink's own ending of it can hang, as the files source's fetcher says.
 */
final class ShardsFetcher extends SingleThreadFetcherManager<ShardItem, ShardSplit> {
  ShardsFetcher(Supplier<SplitReader<ShardItem, ShardSplit>> reader, Configuration config) {
    super(reader, config);
  }

  @Override
  public boolean maybeShutdownFinishedFetchers() {
    return false;
  }
}
