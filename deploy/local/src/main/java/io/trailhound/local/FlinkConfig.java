package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration folder of a cluster: a layout comes in, config.yaml and log4j.properties go
 * out.
 */
final class FlinkConfig {
  private static final String LOGGING =
      """
      rootLogger.level = INFO
      rootLogger.appenderRef.out.ref = out
      appender.out.name = out
      appender.out.type = CONSOLE
      appender.out.layout.type = PatternLayout
      appender.out.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %c{1} - %m%n
      """;

  private FlinkConfig() {}

  static void write(Path conf, Path folder, FlinkLayout layout) throws IOException {
    Files.createDirectories(conf);
    Files.writeString(conf.resolve("log4j.properties"), LOGGING);
    Files.writeString(
        conf.resolve("config.yaml"),
        settings(folder, layout).entrySet().stream()
            .map(it -> it.getKey() + ": '" + it.getValue().replace("'", "''") + "'\n")
            .collect(Collectors.joining()));
  }

  private static Map<String, String> settings(Path folder, FlinkLayout layout) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String address :
        new String[] {
          "jobmanager.rpc.address",
          "jobmanager.bind-host",
          "taskmanager.host",
          "taskmanager.bind-host",
          "rest.address",
          "rest.bind-address"
        }) {
      all.put(address, Ports.HOST);
    }
    all.put("jobmanager.rpc.port", String.valueOf(layout.rpcPort()));
    all.put("rest.port", String.valueOf(layout.restPort()));
    all.put("rest.bind-port", String.valueOf(layout.restPort()));
    all.put("taskmanager.numberOfTaskSlots", String.valueOf(layout.slots()));
    memory(all, layout);
    state(all, folder);
    all.put("restart-strategy.type", "exponential-delay");
    all.put("restart-strategy.exponential-delay.initial-backoff", "500 ms");
    all.put("restart-strategy.exponential-delay.max-backoff", "10 s");
    all.put("parallelism.default", "2");
    all.put("heartbeat.interval", "2 s");
    all.put("heartbeat.timeout", "15 s");
    all.put("io.tmp.dirs", folder.resolve("tmp").toString());
    if (layout.prometheusPort() > 0) {
      all.put(
          "metrics.reporter.prom.factory.class",
          "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    }
    all.putAll(layout.settings());
    return all;
  }

  /** What Flink takes by default is meant for machines of its own. */
  private static void memory(Map<String, String> all, FlinkLayout layout) {
    all.put("jobmanager.memory.process.size", layout.jobManagerMemory());
    all.put("jobmanager.memory.jvm-metaspace.size", "160m");
    all.put("jobmanager.memory.jvm-overhead.min", "128m");
    all.put("jobmanager.memory.jvm-overhead.max", "128m");
    all.put("taskmanager.memory.process.size", layout.taskManagerMemory());
    all.put("taskmanager.memory.jvm-metaspace.size", "160m");
    all.put("taskmanager.memory.jvm-overhead.min", "128m");
    all.put("taskmanager.memory.jvm-overhead.max", "128m");
    all.put("taskmanager.memory.network.min", "32m");
    all.put("taskmanager.memory.network.max", "32m");
    all.put("taskmanager.memory.managed.fraction", "0.3");
    all.put("taskmanager.memory.framework.heap.size", "96m");
    all.put("taskmanager.memory.framework.off-heap.size", "96m");
  }

  /** Flink takes a path as it is: what a URI would write as %20 it would look for as that. */
  private static void state(Map<String, String> all, Path folder) {
    all.put("state.backend.type", "rocksdb");
    all.put("execution.checkpointing.incremental", "true");
    all.put("execution.checkpointing.interval", "5 s");
    all.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    all.put("execution.checkpointing.dir", "file:" + folder.resolve("checkpoints"));
    all.put("execution.checkpointing.savepoint-dir", "file:" + folder.resolve("savepoints"));
  }
}
