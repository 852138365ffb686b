package io.trailhound.benchmarks;

import io.trailhound.benchmarks.measure.Figure;
import io.trailhound.detect.NewTerms;
import io.trailhound.detect.RareRatio;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a principal leaves in a checkpoint of the shipped rules, on RocksDB, as its files are
 * written: of an idle one the VPN that it was seen in days ago, of an active user a bucket for each
 * hour of seven days.
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class StateBytes {
  private static final int IDLE = 5_000;
  private static final int ACTIVE = 100;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int HOURS = 7 * 24;
  private static final long START = 1_772_000_000_000L / HOUR * HOUR;
  private static final String TRUSTED = "Amazon.com, Inc.";

  private StateBytes() {}

  static List<Figure> figures() throws Exception {
    RuleBook rules = RuleLoader.load(null, List.of());
    Rule.NewTerms terms = one(rules, Rule.NewTerms.class);
    Rule.RareRatio ratio = one(rules, Rule.RareRatio.class);
    List<Signal> sightings =
        IntStream.range(0, IDLE).mapToObj(i -> sighting(terms.name(), i)).toList();
    List<Signal> calls =
        IntStream.range(0, HOURS * ACTIVE).mapToObj(i -> trusted(ratio.name(), i)).toList();
    return List.of(
        new Figure(
            "state-idle",
            "bytes of state, an idle principal",
            more(signals -> NewTerms.attach(signals, List.of(terms)), sightings) / IDLE,
            200),
        new Figure(
            "state-active",
            "bytes of state, a user with calls in each hour of 7 days",
            more(signals -> RareRatio.attach(signals, List.of(ratio)), calls) / ACTIVE,
            1_500));
  }

  private static <R extends Rule> R one(RuleBook rules, Class<R> kind) {
    return rules.rules().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Signal sighting(String rule, int principal) {
    Activity activity = new Activity();
    activity.arn = "arn:aws:sts::111122223333:assumed-role/workload-role/session-" + principal;
    activity.action = "ListBuckets";
    return new Signal(rule, activity.arn, START + principal, id(principal), "216025", activity);
  }

  private static Signal trusted(String rule, int call) {
    String group = Group.join("workload-role-" + call % ACTIVE, "AssumedRole");
    return new Signal(rule, group, START + call / ACTIVE * HOUR, id(call), TRUSTED, null);
  }

  private static String id(int number) {
    return "5a0b7c1d-2d1e-4a52-8c0f-" + (100_000_000_000L + number);
  }

  /** Than of a checkpoint without a signal, which has the names of classes and fields. */
  private static double more(
      Function<DataStream<Signal>, DataStream<Alert>> detector, List<Signal> signals)
      throws Exception {
    return bytes(detector, signals) - bytes(detector, List.of());
  }

  /** Of a checkpoint behind the last signal, when its hour has passed. */
  private static double bytes(
      Function<DataStream<Signal>, DataStream<Alert>> detector, List<Signal> signals)
      throws Exception {
    DataStream<Signal> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(List.of(), Types.POJO(Signal.class));
    try (var harness = DetectorAttacks.harness(detector.apply(none))) {
      harness.setStateBackend(new EmbeddedRocksDBStateBackend());
      harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
      harness.open();
      long hour = 0;
      for (Signal signal : signals) {
        if (signal.time / HOUR > hour) {
          hour = signal.time / HOUR;
          harness.processWatermark(signal.time - 1);
        }
        harness.processElement(signal, signal.time);
      }
      harness.processWatermark((hour + 1) * HOUR);
      return harness.snapshot(1, 1).getStateSize();
    }
  }
}
