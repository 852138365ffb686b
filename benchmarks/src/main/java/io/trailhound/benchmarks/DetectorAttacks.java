package io.trailhound.benchmarks;

import io.trailhound.benchmarks.Hostile.Attack;
import io.trailhound.detect.NewTerms;
import io.trailhound.detect.SlidingCount;
import io.trailhound.detect.ValueCount;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * Attacks on the detectors: many events of one principal, against as many of many principals. A
 * detector alone, on RocksDB, from the first event to the last timer.
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class DetectorAttacks {
  private static final int EVENTS = 1_000;
  private static final int OF_ORDINARY = 10;
  private static final long START = 1_772_000_000_000L;
  private static final String RULE =
      """
      title: A call
      name: call
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventSource: '*'}, condition: selection}
      ---
      title: An attacked rule
      name: attacked
      correlation: {type: %s, rules: [call], group-by: [userIdentity.arn], %s}
      """;

  private DetectorAttacks() {}

  static Attack slidingCount(int values, int threshold) {
    Rule.ValueCount rule = count("sliding", threshold);
    return count(rule, values, signals -> SlidingCount.attach(signals, List.of(rule)));
  }

  static Attack tumblingCount(int values, int threshold) {
    Rule.ValueCount rule = count("tumbling", threshold);
    return count(rule, values, signals -> ValueCount.attach(signals, List.of(rule)));
  }

  /** Almost as many calls as would fire, and then the same many again. */
  static Attack eventCount(int threshold) {
    int calls = threshold + threshold / 5;
    return sliding(
        String.format(
            Locale.ROOT, "%,d calls in a sliding event_count, threshold %,d", calls, threshold),
        "event_count",
        "gte: " + threshold,
        calls);
  }

  /** A window for each call, none of which fires. */
  static Attack undoable(int calls) {
    return sliding(
        String.format(Locale.ROOT, "%,d calls in sliding windows that fire at exactly 5", calls),
        "value_count",
        "field: eventName, eq: 5",
        calls);
  }

  /** Each makes an earlier window fire. */
  static Attack backwards(int calls) {
    Rule.ValueCount rule = count("sliding", 5);
    return attack(
        String.format(Locale.ROOT, "%,d calls, latest first, in a sliding window", calls),
        signals -> SlidingCount.attach(signals, List.of(rule)),
        i -> calls - i,
        calls,
        DetectorAttacks::bySecond,
        true);
  }

  private static Attack sliding(String name, String type, String condition, int calls) {
    String rest = "timespan: 10m, window: sliding, condition: {" + condition + "}";
    Rule.ValueCount rule = (Rule.ValueCount) rule(type, rest);
    return attack(
        name,
        signals -> SlidingCount.attach(signals, List.of(rule)),
        i -> i % 100,
        calls,
        DetectorAttacks::bySecond,
        false);
  }

  /** So many calls, one a tenth of a second, with so many values over and over. */
  private static Attack count(
      Rule.ValueCount rule, int values, Function<DataStream<Signal>, DataStream<Alert>> detector) {
    return attack(
        String.format(
            Locale.ROOT,
            "%,d calls with %,d values in a %s window, threshold %,d",
            EVENTS,
            values,
            rule.sliding() ? "sliding" : "tumbling",
            rule.threshold().min()),
        detector,
        i -> i % values);
  }

  /** Each term at a time of its own, so that each has a timer. */
  static Attack newTerms() {
    Rule.NewTerms rule =
        (Rule.NewTerms) rule("new_terms", "timespan: 10d, condition: {field: userAgent}");
    return attack(
        String.format(Locale.ROOT, "%,d new terms of one principal", EVENTS),
        signals -> NewTerms.attach(signals, List.of(rule)),
        i -> i);
  }

  private static Rule.ValueCount count(String window, int threshold) {
    return (Rule.ValueCount)
        rule(
            "value_count",
            "timespan: 10m, window: "
                + window
                + ", condition: {field: eventName, gte: "
                + threshold
                + "}");
  }

  private static Attack attack(
      String name,
      Function<DataStream<Signal>, DataStream<Alert>> detector,
      IntUnaryOperator value) {
    return attack(name, detector, value, EVENTS, i -> START + i * 100L, false);
  }

  private static Attack attack(
      String name,
      Function<DataStream<Signal>, DataStream<Alert>> detector,
      IntUnaryOperator value,
      int events,
      IntToLongFunction time,
      boolean backwards) {
    List<Signal> with = signals(value, events, time, events);
    List<Signal> without = signals(value, events, time, OF_ORDINARY);
    if (backwards) {
      Collections.reverse(with);
      Collections.reverse(without);
    }
    return new Attack(name, () -> feed(detector, with), () -> feed(detector, without));
  }

  /** Twenty a second, with times as CloudTrail has them. */
  private static long bySecond(int event) {
    return START + event / 20 * 1_000L;
  }

  /**
   * @param each how many events a principal has
   */
  private static List<Signal> signals(
      IntUnaryOperator value, int events, IntToLongFunction time, int each) {
    List<Signal> signals = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      Activity activity = new Activity();
      activity.arn = "arn:aws:iam::111122223333:user/" + i / each;
      activity.action = "Action" + value.applyAsInt(i);
      signals.add(
          new Signal(
              "attacked",
              activity.arn,
              time.applyAsLong(i),
              "event" + i,
              activity.action,
              activity));
    }
    return signals;
  }

  private static void feed(
      Function<DataStream<Signal>, DataStream<Alert>> detector, List<Signal> signals) {
    DataStream<Signal> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(List.of(), Types.POJO(Signal.class));
    try (var harness = harness(detector.apply(none))) {
      harness.setStateBackend(new EmbeddedRocksDBStateBackend());
      harness.open();
      for (Signal signal : signals) {
        harness.processElement(signal, signal.time);
      }
      harness.processWatermark(Watermark.MAX_WATERMARK);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The operator that the job's graph would run. */
  @SuppressWarnings("unchecked")
  static KeyedOneInputStreamOperatorTestHarness<Object, Signal, Alert> harness(
      DataStream<Alert> alerts) throws Exception {
    var operator = (OneInputTransformation<Signal, Alert>) alerts.getTransformation();
    return new KeyedOneInputStreamOperatorTestHarness<>(
        operator.getOperatorFactory(),
        (KeySelector<Signal, Object>) operator.getStateKeySelector(),
        (TypeInformation<Object>) operator.getStateKeyType());
  }

  static Rule rule(String type, String rest) {
    return book(RULE.formatted(type, rest)).find("attacked").orElseThrow();
  }

  static RuleBook book(String rules) {
    try {
      Path folder = Files.createTempDirectory("trailhound-hostile");
      Path file = folder.resolve("rule.yml");
      try {
        Files.writeString(file, rules);
        return RuleLoader.load(RuleFiles.folder(folder));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
