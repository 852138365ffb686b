package io.trailhound.state.savepoint;

import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfoImpl;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.functions.util.RuntimeUDFContext;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;

/**
 * What Flink's state backends ask for around them. They run as they are: a cluster and a job for
 * them would take most of the time of a look into a small savepoint.
 */
final class LocalFlink {
  static final ExecutionConfig SETTINGS = new ExecutionConfig();

  private LocalFlink() {}

  static RuntimeContext context(int keyGroups) {
    return new RuntimeUDFContext(
        new JobInfoImpl(new JobID(), "state"),
        new TaskInfoImpl("state", keyGroups, 0, 1, 0),
        LocalFlink.class.getClassLoader(),
        SETTINGS,
        Map.of(),
        Map.of(),
        UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
  }
}
