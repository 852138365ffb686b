package io.trailhound.benchmarks;

import io.trailhound.detect.MatchOnce;
import io.trailhound.detect.NewTerms;
import io.trailhound.detect.RareRatio;
import io.trailhound.detect.SlidingCount;
import io.trailhound.detect.ValueCount;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a signal costs a detector alone: a thousand principals by turns, twenty events a second of
 * event time, a watermark each second a quarter of an hour behind.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("try") // Flink's harness may throw anything on close
public class DetectorBenchmark {
  private static final long START = 1_772_000_000_000L;
  private static final long LATENESS = 900_000;
  private static final int PRINCIPALS = 1_000;
  private static final int EACH_SECOND = 20;
  private static final int VALUES = 7;

  @Param({"match", "newTerms", "valueCount", "slidingCount", "rareRatio"})
  public String detector;

  @Param({"heap", "rocksdb"})
  public String backend;

  private KeyedOneInputStreamOperatorTestHarness<Object, Signal, Alert> harness;
  private String rule;
  private long number;

  @Setup
  public void setUp() throws Exception {
    DataStream<Signal> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(List.of(), Types.POJO(Signal.class));
    harness = DetectorAttacks.harness(attach(none));
    harness.setStateBackend(
        backend.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend());
    harness.open();
    harness.getExecutionConfig().enableObjectReuse();
  }

  private DataStream<Alert> attach(DataStream<Signal> signals) {
    RuleBook shipped = SampleRecords.rules();
    return switch (detector) {
      case "match" ->
          MatchOnce.attach(
              signals,
              List.of(named(shipped, "aws_vpn_asn_discovery_call", Rule.Match.class)),
              WholeJob.LATENESS);
      case "newTerms" ->
          NewTerms.attach(
              signals, List.of(named(shipped, "aws_vpn_asn_first_seen", Rule.NewTerms.class)));
      case "valueCount" ->
          ValueCount.attach(
              signals, List.of(named(shipped, "aws_cli_discovery_burst", Rule.ValueCount.class)));
      case "slidingCount" -> SlidingCount.attach(signals, List.of(sliding()));
      default ->
          RareRatio.attach(
              signals,
              List.of(named(shipped, "aws_rare_source_as_organization", Rule.RareRatio.class)));
    };
  }

  private Rule.ValueCount sliding() {
    Rule.ValueCount sliding =
        (Rule.ValueCount)
            DetectorAttacks.rule(
                "value_count",
                "timespan: 10m, window: sliding, condition: {field: eventName, gte: 100}");
    rule = sliding.name();
    return sliding;
  }

  private <R extends Rule> R named(RuleBook book, String name, Class<R> kind) {
    rule = name;
    return kind.cast(book.find(name).orElseThrow());
  }

  @Benchmark
  public void step() throws Exception {
    long time = START + number / EACH_SECOND * 1_000;
    harness.processElement(signal(time), time);
    if (number++ % EACH_SECOND == 0) {
      harness.processWatermark(time - LATENESS);
      harness.getOutput().clear();
    }
  }

  private Signal signal(long time) {
    long principal = number % PRINCIPALS;
    String id = "5a0b7c1d-2d1e-4a52-8c0f-" + (100_000_000_000L + number);
    String value = "Value" + number % VALUES;
    if (detector.equals("rareRatio")) {
      String group = Group.join("workload-role-" + principal, "AssumedRole");
      return new Signal(rule, group, time, id, "Amazon.com, Inc.", null);
    }
    Activity activity = new Activity();
    activity.arn = "arn:aws:sts::111122223333:assumed-role/workload-role/session-" + principal;
    activity.action = value;
    return new Signal(rule, activity.arn, time, id, value, activity);
  }

  @TearDown
  public void tearDown() throws Exception {
    harness.close();
  }
}
