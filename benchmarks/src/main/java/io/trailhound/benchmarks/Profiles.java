package io.trailhound.benchmarks;

import io.trailhound.benchmarks.measure.Way;
import io.trailhound.benchmarks.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ways that were measured in; of the plain jobs among them, and of that with all on, a recording
 * and a flame graph each.
 */
final class Profiles {
  private static final Set<String> KEYS =
      Set.of(Ways.JOB_HEAP, Ways.JOB_ROCKSDB, Ways.RUN, Ways.ALL_ON);

  private Profiles() {}

  static void of(List<Way> ways, Path folder, Consumer<String> progress) throws Exception {
    for (Way way : ways) {
      if (KEYS.contains(way.key())) {
        Path recording = folder.resolve("bench-" + way.key() + ".jfr");
        Path graph = folder.resolve("bench-" + way.key() + ".svg");
        Profile.record(() -> way.work().run(), recording, graph);
        progress.accept("profile: " + recording + " and " + graph);
      }
    }
  }
}
