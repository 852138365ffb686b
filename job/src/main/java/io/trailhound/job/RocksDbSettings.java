package io.trailhound.job;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What RocksDB needs for as many small states as the detectors keep in a slot's share of memory,
 * where nobody says otherwise. Another state backend takes no notice.
 *
 * <p>Measured in docs/performance.md: Flink's own settings are for few large states. There a state
 * takes memory in blocks of 8 MB, an eighth of its write buffer, and some forty states together
 * more than a small slot has, so that each is written out when it has hardly begun; and the index
 * of a file is read whole, and thrown out of the cache again, for every look.
 */
public final class RocksDbSettings {
  private static final Map<String, String> BY_DEFAULT =
      Map.of(
          "state.backend.rocksdb.writebuffer.size", "4 mb",
          "state.backend.rocksdb.memory.partitioned-index-filters", "true",
          // Detectors often ask for what isn't there.
          "state.backend.rocksdb.use-bloom-filter", "true");

  private RocksDbSettings() {}

  /**
   * @param given what somebody set, which stands
   * @return the settings that {@code given} doesn't have
   */
  public static Configuration besides(ReadableConfig given) {
    Map<String, String> there = given.toMap();
    Configuration settings = new Configuration();
    BY_DEFAULT.forEach(
        (key, value) -> {
          if (!there.containsKey(key)) {
            settings.setString(key, value);
          }
        });
    return settings;
  }
}
