package io.trailhound.benchmarks;

import io.trailhound.benchmarks.Hostile.Attack;
import io.trailhound.detect.Sequence;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.rules.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * Attacks on sequences: thousands of calls of one principal that are all the same step, or two
 * steps by turns, with another step before them, so that a chain is possible, against the same
 * without it. The operator that holds steps and Flink's CEP behind it, on RocksDB, from the first
 * event to the last timer.
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class SequenceAttacks {
  private static final int EACH_SECOND = 400;

  /** Ten seconds before another half hour begins, whose alert has an id of its own. */
  private static final long START = 1_772_000_990_000L;

  private static final String RULES =
      """
      title: From a VPN
      name: vpn
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: GetCallerIdentity}, condition: selection}
      ---
      title: Impact
      name: impact
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: GetObject}, condition: selection}
      ---
      title: The end
      name: end
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: StopLogging}, condition: selection}
      ---
      title: An attacked rule
      name: attacked
      correlation: {type: %s, rules: [%s], group-by: [userIdentity.arn], timespan: 30m}
      """;

  private SequenceAttacks() {}

  static Attack repeats(int seconds) {
    RuleBook rules = DetectorAttacks.book(RULES.formatted("temporal", "vpn, impact"));
    return new Attack(
        String.format(
            Locale.ROOT, "%,d calls a second for %d s behind one from a VPN", EACH_SECOND, seconds),
        () -> feed(rules, signals(true, seconds)),
        () -> feed(rules, signals(false, seconds)));
  }

  /** Each pair begins a chain that lacks its end, behind a step that makes one possible. */
  static Attack byTurns(int seconds) {
    RuleBook rules = DetectorAttacks.book(RULES.formatted("temporal_ordered", "vpn, impact, end"));
    return new Attack(
        String.format(
            Locale.ROOT,
            "%,d calls a second for %d s, two steps of three by turns",
            EACH_SECOND,
            seconds),
        () -> feed(rules, turns(true, seconds)),
        () -> feed(rules, turns(false, seconds)));
  }

  private static List<Signal> turns(boolean possible, int seconds) {
    List<Signal> signals = new ArrayList<>(1 + seconds * EACH_SECOND);
    if (possible) {
      signals.add(signal("end", START, 0));
    }
    for (int i = 0; i < seconds * EACH_SECOND; i++) {
      String step = i % 2 == 0 ? "vpn" : "impact";
      signals.add(signal(step, START + i / EACH_SECOND * 1_000L, i));
    }
    return signals;
  }

  private static List<Signal> signals(boolean chain, int seconds) {
    List<Signal> signals = new ArrayList<>(1 + seconds * EACH_SECOND);
    if (chain) {
      signals.add(signal("vpn", START, 0));
    }
    for (int i = 0; i < seconds * EACH_SECOND; i++) {
      signals.add(signal("impact", START + i / EACH_SECOND * 1_000L, i));
    }
    return signals;
  }

  private static Signal signal(String step, long time, int number) {
    Activity activity = new Activity();
    activity.arn = "arn:aws:iam::111122223333:user/attacker";
    activity.action = step;
    String id = Integer.toHexString(number * 0x9E3779B9);
    return new Signal("attacked", activity.arn, time, id, step, activity);
  }

  private static void feed(RuleBook rules, List<Signal> signals) {
    DataStream<Signal> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(List.of(), Types.POJO(Signal.class));
    DataStream<Alert> alerts = Sequence.attach(none, none, rules.rules());
    try (var steps = steps(alerts);
        var cep = cep(alerts)) {
      steps.setStateBackend(new EmbeddedRocksDBStateBackend());
      cep.setStateBackend(new EmbeddedRocksDBStateBackend());
      steps.open();
      cep.open();
      long second = START;
      for (Signal signal : signals) {
        if (signal.time > second) {
          second = signal.time;
          advance(steps, cep, second - 1);
        }
        steps.processElement1(signal, signal.time);
      }
      advance(steps, cep, Long.MAX_VALUE);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void advance(
      KeyedTwoInputStreamOperatorTestHarness<Object, Signal, Signal, Signal> steps,
      KeyedOneInputStreamOperatorTestHarness<Object, Signal, Alert> cep,
      long time)
      throws Exception {
    steps.processBothWatermarks(new Watermark(time));
    for (Object output : steps.getOutput()) {
      if (output instanceof StreamRecord<?> step) {
        cep.processElement((Signal) step.getValue(), step.getTimestamp());
      }
    }
    steps.getOutput().clear();
    cep.processWatermark(time);
  }

  @SuppressWarnings("unchecked")
  private static KeyedTwoInputStreamOperatorTestHarness<Object, Signal, Signal, Signal> steps(
      DataStream<Alert> alerts) throws Exception {
    var steps =
        (TwoInputTransformation<Signal, Signal, Signal>) operator(alerts, Sequence.STEPS_UID);
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        steps.getOperator(),
        (KeySelector<Signal, Object>) steps.getStateKeySelector1(),
        (KeySelector<Signal, Object>) steps.getStateKeySelector2(),
        (TypeInformation<Object>) steps.getStateKeyType());
  }

  @SuppressWarnings("unchecked")
  private static KeyedOneInputStreamOperatorTestHarness<Object, Signal, Alert> cep(
      DataStream<Alert> alerts) throws Exception {
    var cep =
        (OneInputTransformation<Signal, Alert>)
            operator(alerts, Sequence.CEP_UID_PREFIX + "attacked");
    return new KeyedOneInputStreamOperatorTestHarness<>(
        cep.getOperatorFactory(),
        (KeySelector<Signal, Object>) cep.getStateKeySelector(),
        (TypeInformation<Object>) cep.getStateKeyType());
  }

  private static Transformation<?> operator(DataStream<Alert> alerts, String uid) {
    return alerts.getTransformation().getTransitivePredecessors().stream()
        .filter(each -> uid.equals(each.getUid()))
        .findFirst()
        .orElseThrow();
  }
}
