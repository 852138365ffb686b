package io.trailhound.e2e;

import io.trailhound.local.FlinkCluster;
import io.trailhound.local.FlinkLayout;
import io.trailhound.local.S3;
import io.trailhound.local.Sqs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A cluster of several processes that's quick to notice a killed one and to try again, and doesn't
 * take a slow one for dead: of a killed one it's told by the connection.
 */
final class QuickCluster {
  static final int TASK_MANAGERS = 2;
  static final int SLOTS = 4;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "env.java.opts.all", "-XX:TieredStopAtLevel=1",
          "execution.checkpointing.interval", "3 s",
          "heartbeat.interval", "1 s",
          "heartbeat.timeout", "30 s",
          "restart-strategy.type", "fixed-delay",
          "restart-strategy.fixed-delay.attempts", "1000",
          "restart-strategy.fixed-delay.delay", "500 ms",
          "taskmanager.memory.process.size", "1536m",
          "web.refresh-interval", "100 ms");

  private QuickCluster() {}

  static FlinkCluster start(Path folder) {
    return start(folder, SLOTS, Map.of());
  }

  /**
   * @param slots of each TaskManager
   * @param more settings, which go over the usual ones
   */
  static FlinkCluster start(Path folder, int slots, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.putAll(more);
    return FlinkCluster.start(folder, FlinkLayout.forTests(TASK_MANAGERS, slots, settings));
  }

  /** Options of Java for short runs, and credentials for local servers, where the SDK looks. */
  static String java() {
    return String.join(
        " ",
        "-XX:TieredStopAtLevel=1",
        "-Daws.region=" + Sqs.REGION,
        "-Daws.accessKeyId=" + S3.ACCESS_KEY,
        "-Daws.secretAccessKey=" + S3.SECRET_KEY);
  }
}
