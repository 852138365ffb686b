package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailhound.local.FlinkCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One submission of the cluster's jar after another, each from where the one before it was. */
final class Job {
  static final Path JAR = Path.of("..", "..", "job", "target", "trailhound.jar").toAbsolutePath();
  private static final Duration RUNNING_WITHIN = Duration.ofSeconds(90);

  private final FlinkCluster cluster;
  private final List<String> arguments;
  private int parallelism;
  private String id;

  Job(FlinkCluster cluster, int parallelism, List<String> arguments) {
    this.cluster = cluster;
    this.parallelism = parallelism;
    this.arguments = arguments;
    submit(List.of());
  }

  /** After its JobManager was killed. */
  void resumeFromNewestCheckpoint() {
    String checkpoint = cluster.newestCheckpoint(id).orElseThrow();
    submit(List.of("-s", checkpoint));
  }

  void stopAndRescale() {
    String savepoint = cluster.rest().stop(id);
    parallelism = parallelism == 2 ? 3 : 2;
    submit(List.of("-s", savepoint));
  }

  /** Waits until all tasks run and a checkpoint more than before is complete. */
  void awaitRunning() {
    await(id).atMost(RUNNING_WITHIN).ignoreExceptions().until(() -> cluster.rest().allTasksRun(id));
    int before = cluster.rest().completedCheckpoints(id);
    await(id)
        .atMost(RUNNING_WITHIN)
        .ignoreExceptions()
        .until(() -> cluster.rest().completedCheckpoints(id) > before);
  }

  private void submit(List<String> options) {
    assertThat(JAR).isRegularFile();
    List<String> all = new ArrayList<>(List.of("-p", String.valueOf(parallelism)));
    all.addAll(options);
    id = cluster.submit(JAR, all, arguments);
  }
}
