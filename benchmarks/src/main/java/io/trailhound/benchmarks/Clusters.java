package io.trailhound.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * Clusters by how many slots they have, each started once: one that begins loads Flink's own
 * classes anew and has them compiled beside the job that is measured.
 */
final class Clusters implements AutoCloseable {
  private final Map<Integer, MiniCluster> bySlots = new HashMap<>();

  /**
   * A running one.
   *
   * @param settings the same for the same number of slots, but for what is the job's
   */
  MiniCluster of(int slots, Configuration settings) throws Exception {
    MiniCluster cluster = bySlots.get(slots);
    if (cluster == null) {
      cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(settings)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(slots)
                  .withRandomPorts()
                  .build());
      cluster.start();
      bySlots.put(slots, cluster);
    }
    return cluster;
  }

  @Override
  public void close() {
    bySlots.values().forEach(cluster -> cluster.closeAsync().join());
  }
}
