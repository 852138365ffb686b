package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One of the TaskManagers, numbered from 1; up when the JobManager knows it. */
final class FlinkTaskManager implements Program {
  private final Path folder;
  private final FlinkLayout layout;
  private final FlinkJvm jvm;
  private final FlinkRest rest;
  private final int number;

  /**
   * After a start its own id, so that the JobManager's memory of a killed one isn't taken for it.
   */
  private String id;

  FlinkTaskManager(Path folder, FlinkLayout layout, FlinkJvm jvm, FlinkRest rest, int number) {
    this.folder = folder;
    this.layout = layout;
    this.jvm = jvm;
    this.rest = rest;
    this.number = number;
    this.id = "taskmanager-" + number + "-";
  }

  @Override
  public List<String> command() throws IOException, InterruptedException {
    FlinkConfig.write(folder.resolve("conf"), folder, layout);
    id = "taskmanager-" + number + "-" + Instant.now().toEpochMilli();
    List<String> options = new ArrayList<>(List.of("-D", "taskmanager.resource-id=" + id));
    if (layout.prometheusPort() > 0) {
      int port = layout.prometheusPort() + number;
      options.addAll(List.of("-D", "metrics.reporter.prom.port=" + port));
    }
    return jvm.taskManager(options);
  }

  @Override
  public boolean answers() {
    return rest.answers() && rest.taskManagers().stream().anyMatch(it -> it.startsWith(id));
  }
}
