package io.trailhound.e2e;

import io.trailhound.local.FlinkCluster;
import io.trailhound.local.FlinkLayout;
import java.nio.file.Path;
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
    return FlinkCluster.start(folder, FlinkLayout.forTests(TASK_MANAGERS, SLOTS, SETTINGS));
  }
}
