package io.trailhound.local;

import java.util.List;
import java.util.Map;

/**
 * A Flink cluster to be: ports, processes, memory (Flink's notation, of a whole process), and
 * settings that go over the usual ones. With Prometheus port 0 there's no reporter; else the
 * JobManager has that port and the TaskManagers the next ones.
 */
public record FlinkLayout(
    int restPort,
    int rpcPort,
    int prometheusPort,
    int taskManagers,
    int slots,
    String jobManagerMemory,
    String taskManagerMemory,
    Map<String, String> settings) {

  /** On free ports, small, and quick to notice that a process is gone. */
  public static FlinkLayout forTests(int taskManagers, int slots, Map<String, String> settings) {
    List<Integer> ports = Ports.free(2);
    return new FlinkLayout(
        ports.get(0), ports.get(1), 0, taskManagers, slots, "768m", "1024m", settings);
  }
}
