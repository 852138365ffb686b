package io.trailhound.benchmarks;

import io.trailhound.detect.SlidingCount;
import io.trailhound.detect.ValueCount;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.Alert;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * A hundred groups that call once a second each, in windows of half an hour of which none holds
 * enough: 1,800 calls a group and window. That's the workload in which rsigma's own benchmark
 * ({@code correlation_memory}) is slowest, when each call brings another value that is counted;
 * beside it the same where all bring one value, and where only calls are counted. Matching and the
 * detector of events that are decoded already, by turns, best of the rounds, as processor time of
 * the thread.
 *
 * <p>Arguments: seconds (default 3600), rounds (default 2), {@code heap} or {@code rocksdb}
 * (default heap).
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class ChattyGroups {
  private static final int GROUPS = 100;
  private static final long START = 1_772_000_000_000L;
  private static final String RULE =
      """
      title: A call
      name: call
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventSource: chatty.amazonaws.com}, condition: selection}
      ---
      title: Counted calls
      name: counted
      correlation:
        type: %s
        rules: [call]
        group-by: [userIdentity.arn]
        timespan: 30m
        window: %s
        condition: {%sgte: 1000000}
      """;

  private final int seconds;
  private final StateBackend backend;

  private ChattyGroups(int seconds, StateBackend backend) {
    this.seconds = seconds;
    this.backend = backend;
  }

  /** What is counted, and the best time of a call in microseconds. */
  private static final class Shape {
    private final String type;
    private final String window;
    private final boolean distinct;
    private double micros = Double.MAX_VALUE;

    Shape(String type, String window, boolean distinct) {
      this.type = type;
      this.window = window;
      this.distinct = distinct;
    }

    RuleBook book() {
      String field = type.equals("value_count") ? "field: eventName, " : "";
      return DetectorAttacks.book(RULE.formatted(type, window, field));
    }

    String words() {
      return String.format(
          Locale.ROOT,
          "%s, %s, %s: %.2f us a call, %,.0f calls/s",
          type,
          window,
          distinct ? "each call another value" : "one value",
          micros,
          1e6 / micros);
    }
  }

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 3_600;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    boolean heap = args.length < 3 || args[2].equals("heap");
    ChattyGroups benchmark =
        new ChattyGroups(
            seconds, heap ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend());
    List<Shape> shapes = new ArrayList<>();
    for (String window : List.of("tumbling", "sliding")) {
      shapes.add(new Shape("event_count", window, false));
      shapes.add(new Shape("value_count", window, false));
      shapes.add(new Shape("value_count", window, true));
    }
    for (int round = 0; round < rounds; round++) {
      for (Shape shape : shapes) {
        shape.micros = Math.min(shape.micros, benchmark.run(shape));
      }
    }
    shapes.forEach(shape -> System.out.println(shape.words()));
  }

  private double run(Shape shape) throws Exception {
    RuleBook book = shape.book();
    RuleMatcher matcher = new RuleMatcher(book);
    try (var harness = harness((Rule.ValueCount) book.find("counted").orElseThrow())) {
      long spent = 0;
      for (int second = 0; second < seconds; second++) {
        List<CloudTrailEvent> calls = calls(second, shape.distinct);
        List<Signal> signals = new ArrayList<>(GROUPS);
        long begin = processorTime();
        for (CloudTrailEvent call : calls) {
          matcher.match(call, (rule, signal) -> signals.add(signal));
        }
        for (Signal signal : signals) {
          harness.processElement(signal, signal.time);
        }
        harness.processWatermark(new Watermark(calls.get(0).eventTime - 1));
        spent += processorTime() - begin;
      }
      return spent / 1e3 / GROUPS / seconds;
    }
  }

  private KeyedOneInputStreamOperatorTestHarness<Object, Signal, Alert> harness(
      Rule.ValueCount rule) throws Exception {
    DataStream<Signal> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(List.of(), Types.POJO(Signal.class));
    DataStream<Alert> alerts =
        rule.sliding()
            ? SlidingCount.attach(none, List.of(rule))
            : ValueCount.attach(none, List.of(rule));
    var harness = DetectorAttacks.harness(alerts);
    harness.setStateBackend(backend);
    harness.open();
    return harness;
  }

  private static List<CloudTrailEvent> calls(int second, boolean distinct) {
    List<CloudTrailEvent> calls = new ArrayList<>(GROUPS);
    for (int group = 0; group < GROUPS; group++) {
      CloudTrailEvent call = new CloudTrailEvent();
      call.eventTime = START + second * 1_000L;
      call.eventId = "event-" + second + "-" + group;
      call.eventSource = "chatty.amazonaws.com";
      call.eventName = distinct ? "Call" + second : "Call";
      call.userType = "IAMUser";
      call.arn = "arn:aws:iam::111122223333:user/chatty-" + group;
      call.userAgent = "aws-cli/2.15.0 Python/3.11.6 Linux/5.10 exe/x86_64";
      calls.add(call);
    }
    return calls;
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
