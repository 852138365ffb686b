package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailhound.local.FlinkCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One submission of the cluster's jar after another, each from where the one before it was. */
final class Job {
  private static final Duration RUNNING_WITHIN = Duration.ofSeconds(90);

  private final Submission submission;
  private final FlinkCluster cluster;
  private final List<String> arguments;
  private final int rescaled;
  private int parallelism;
  private String id;

  Job(
      Submission submission,
      FlinkCluster cluster,
      int parallelism,
      int rescaled,
      List<String> arguments)
      throws Exception {
    this.submission = submission;
    this.cluster = cluster;
    this.parallelism = parallelism;
    this.rescaled = rescaled;
    this.arguments = arguments;
    submit(Optional.empty());
  }

  /** After its JobManager was killed. */
  void resumeFromNewestCheckpoint() throws Exception {
    assertThat(cluster.newestCheckpoint(id)).isPresent();
    submit(cluster.newestCheckpoint(id));
  }

  void stopAndRescale() throws Exception {
    String savepoint = cluster.rest().stop(id);
    parallelism = rescaled;
    submit(Optional.of(savepoint));
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

  private void submit(Optional<String> state) throws Exception {
    id = submission.submit(cluster, parallelism, state, arguments);
  }
}
