package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.FlinkCluster;
import io.trailhound.local.FlinkRest;
import io.trailhound.local.Patience;
import java.util.List;
import java.util.Optional;

/** One submission of the cluster's jar after another, each from where the one before it was. */
final class Job {
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
    FlinkRest rest = cluster.rest();
    Patience.await("all tasks of job " + id, () -> rest.allTasksRun(id), it -> it);
    int before = rest.completedCheckpoints(id);
    Patience.await(
        "a checkpoint of job " + id, () -> rest.completedCheckpoints(id), it -> it > before);
  }

  private void submit(Optional<String> state) throws Exception {
    id = submission.submit(cluster, parallelism, state, arguments);
  }
}
