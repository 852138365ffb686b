package io.trailhound.deploy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Keys of Flink's configuration in, those out that Flink would pass over without a word. */
public final class FlinkOptions {
  private static final List<Class<?>> DECLARED_IN =
      List.of(
          CheckpointingOptions.class,
          CoreOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          RestartStrategyOptions.class,
          StateBackendOptions.class,
          TaskManagerOptions.class);

  /** Of the reporter, which has a name in its keys, and of the Kubernetes operator. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "metrics.reporter.prom.factory.class",
          "metrics.reporter.prom.port",
          "kubernetes.operator.periodic.savepoint.interval",
          "kubernetes.operator.savepoint.history.max.count");

  private FlinkOptions() {}

  public static List<String> unknown(Iterable<String> keys) throws IllegalAccessException {
    Set<String> known = new TreeSet<>(ELSEWHERE);
    for (Class<?> type : DECLARED_IN) {
      for (Field field : type.getFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && field.get(null) instanceof ConfigOption<?> it) {
          known.add(it.key());
        }
      }
    }
    List<String> unknown = new ArrayList<>();
    keys.forEach(
        key -> {
          if (!known.contains(key)) {
            unknown.add(key);
          }
        });
    return unknown;
  }
}
