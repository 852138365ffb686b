package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.DetectionPipeline;
import io.trailhound.job.JobRun;
import io.trailhound.job.RunningJob;
import io.trailhound.job.TestSources;
import io.trailhound.job.Turnstile;
import io.trailhound.job.Vectors;
import io.trailhound.model.DeadLetter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;

/**
 * One job without files, one source of one subtask that gives records in order: its savepoints
 * after so many of them, as it would leave them if it were stopped there.
 */
final class SavepointsOnTheWay {
  /** Behind the records before a savepoint, its dead letter says that they were taken in. */
  private static final String NO_RECORD = "no record";

  private SavepointsOnTheWay() {}

  /** Returns the savepoints' paths by how many records were seen. */
  static Map<Integer, String> of(List<String> records, List<Integer> after, Path folder)
      throws Exception {
    TreeSet<Integer> stops = new TreeSet<>(after);
    List<String> all = new ArrayList<>();
    for (int i = 0; i <= records.size(); i++) {
      if (stops.contains(i)) {
        all.add(NO_RECORD);
      }
      if (i < records.size()) {
        all.add(records.get(i));
      }
    }
    Turnstile turnstile = new Turnstile();
    AtomicReference<CloseableIterator<DeadLetter>> letters = new AtomicReference<>();
    Map<Integer, String> savepoints = new HashMap<>();
    try (RunningJob job =
        RunningJob.start(
            JobRun.settings("hashmap"),
            1,
            null,
            env -> {
              DetectionPipeline.Results results =
                  DetectionPipeline.build(
                      TestSources.behind(turnstile, all).in(env),
                      JobRun.RULES,
                      Optional.of(Vectors.ASN_DB.toString()),
                      JobRun.LATENESS);
              results.alerts().sinkTo(new DiscardingSink<>()).uid("alerts");
              letters.set(results.deadLetters().collectAsync());
            })) {
      int passed = 0;
      for (int stop : stops) {
        turnstile.open(stop + ++passed);
        assertThat(letters.get().next()).isNotNull();
        savepoints.put(stop, job.savepoint(folder));
      }
    }
    return savepoints;
  }
}
