package io.trailhound.benchmarks;

import io.trailhound.detect.SlidingCount;
import io.trailhound.job.RocksDbSettings;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * Calls of one group in one sliding window, ever more of them: what each costs, by what the rule
 * counts or measures, as processor time of the task's thread. Where it's about the same for all
 * sizes, an attacker gets out of a call what it costs him, however many he makes.
 *
 * <p>Arguments: sizes (default 10000,40000,160000); heap, or how much memory the database has of a
 * slot (default 128mb: a job's is the slot's share of Flink's managed memory, which all detectors
 * share); a part of the names of those to run (default: all).
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class LargeWindows {
  private static final long START = 1_772_000_000_000L;
  private static final int CALLS_A_SECOND = 400;
  private static final String FIELD = "field: eventName, ";

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("calls, at least 1,000", "event_count", "gte: 1000"),
          new Shape("calls, at most 5", "event_count", "lte: 5"),
          new Shape("values, at least 100", "value_count", FIELD + "gte: 100"),
          new Shape("values, at most 5", "value_count", FIELD + "lte: 5"),
          new Shape("sum, small bound", "value_sum", FIELD + "gte: 5000"),
          new Shape("sum, large bound", "value_sum", FIELD + "gte: 100000000000"),
          new Shape("sum, less than 5", "value_sum", FIELD + "lt: 5"),
          new Shape("average, fires", "value_avg", FIELD + "gt: 5"),
          new Shape("average, never fires", "value_avg", FIELD + "gt: 5000000"),
          new Shape("median", "value_median", FIELD + "gt: 5000000"),
          new Shape("percentile", "value_percentile", FIELD + "percentile: 95, gt: 5000000"));

  /** What rules become when the job goes on from a savepoint. */
  private static final List<Shape[]> CHANGES =
      List.of(
          new Shape[] {SHAPES.get(2), new Shape("250", "value_count", FIELD + "gte: 250")},
          new Shape[] {SHAPES.get(2), SHAPES.get(9)},
          new Shape[] {SHAPES.get(8), SHAPES.get(2)});

  private final StateBackend backend;

  private LargeWindows(StateBackend backend) {
    this.backend = backend;
  }

  /** A rule, by what its correlation says. */
  private record Shape(String name, String type, String condition) {
    Rule.ValueCount rule() {
      return (Rule.ValueCount)
          DetectorAttacks.rule(
              type, "timespan: 1h, window: sliding, condition: {" + condition + "}");
    }
  }

  /** What a call costs until the window's last timer. */
  private interface Cost {
    double micros(int calls) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    String sizes = args.length > 0 ? args[0] : "10000,40000,160000";
    String memory = args.length > 1 ? args[1] : "128mb";
    String part = args.length > 2 ? args[2] : "";
    LargeWindows benchmark = new LargeWindows(backend(memory));
    for (Shape shape : SHAPES) {
      if (shape.name.contains(part)) {
        show(shape.name, sizes, calls -> benchmark.run(shape, calls));
      }
    }
    for (Shape[] change : CHANGES) {
      String name = "laid out anew: " + change[0].name + " to " + change[1].name;
      if (name.contains(part)) {
        show(name, sizes, calls -> benchmark.layOut(change[0], change[1], calls));
      }
    }
  }

  private static StateBackend backend(String memory) {
    if (memory.equals("heap")) {
      return new HashMapStateBackend();
    }
    Configuration settings = RocksDbSettings.besides(new Configuration());
    settings.setString("state.backend.rocksdb.memory.fixed-per-slot", memory);
    return new EmbeddedRocksDBStateBackend()
        .configure(settings, LargeWindows.class.getClassLoader());
  }

  private static void show(String name, String sizes, Cost cost) throws Exception {
    cost.micros(2_000); // the compiler's warm-up
    Map<Integer, Double> micros = new TreeMap<>();
    for (int calls : Stream.of(sizes.split(",")).mapToInt(Integer::parseInt).toArray()) {
      micros.put(calls, cost.micros(calls));
    }
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-60s", name));
    micros.forEach(
        (calls, each) -> line.append(String.format(Locale.ROOT, "%,10d: %7.1f us", calls, each)));
    System.out.println(line);
  }

  private double run(Shape shape, int calls) throws Exception {
    try (var harness = open(shape.rule(), null)) {
      long start = processorTime();
      feed(harness, calls);
      harness.processWatermark(Watermark.MAX_WATERMARK);
      return (processorTime() - start) / 1e3 / calls;
    }
  }

  /** The first call behind a restore pays for it. */
  private double layOut(Shape before, Shape after, int calls) throws Exception {
    OperatorSubtaskState state;
    try (var harness = open(before.rule(), null)) {
      feed(harness, calls);
      state = harness.snapshot(1, 1);
    }
    try (var harness = open(after.rule(), state)) {
      long start = processorTime();
      harness.processElement(call(calls), START + calls);
      return (processorTime() - start) / 1e3 / calls;
    }
  }

  private KeyedOneInputStreamOperatorTestHarness<Object, Signal, Alert> open(
      Rule.ValueCount rule, OperatorSubtaskState state) throws Exception {
    DataStream<Signal> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(List.of(), Types.POJO(Signal.class));
    var harness = DetectorAttacks.harness(SlidingCount.attach(none, List.of(rule)));
    harness.setStateBackend(backend);
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<Object, Signal, Alert> harness, int calls)
      throws Exception {
    for (int i = 0; i < calls; i++) {
      Signal call = call(i);
      harness.processElement(call, call.time);
    }
  }

  /** Its value is a number that hardly another one has. */
  private static Signal call(int i) {
    Activity activity = new Activity();
    activity.arn = "arn:aws:iam::111122223333:user/attacker";
    activity.action = Long.toString(i * 2_654_435_761L & 0xfffff);
    activity.userAgent = "aws-cli/2.15.0 Python/3.11.6 Linux/5.10 exe/x86_64";
    activity.ip = "198.18.0.1";
    return new Signal(
        "attacked",
        activity.arn,
        START + i / CALLS_A_SECOND * 1_000L,
        "event" + i,
        activity.action,
        activity);
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
