package io.trailhound.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlinkClusterIT {
  @TempDir private Path folder;

  @Test
  void aKilledTaskManagerIsReplacedAndItsSlotsAreBack() {
    try (FlinkCluster cluster =
        FlinkCluster.start(
            OddFolder.in(folder),
            FlinkLayout.forTests(2, 2, Map.of("heartbeat.interval", "1 s")))) {
      assertThat(cluster.rest().taskManagers()).hasSize(2);

      cluster.taskManagers().get(0).kill();
      cluster.taskManagers().get(0).start();

      assertThat(cluster.taskManagers()).allMatch(LocalProcess::up);
      cluster.jobManager().kill();
      assertThat(cluster.taskManagers()).noneMatch(LocalProcess::up);
    }
  }
}
