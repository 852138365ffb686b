package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** {@link SequenceSteps} and the CEP operator behind it, wired as the job wires them. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class SequenceHarness implements AutoCloseable {
  private Chains chains;
  private final String backend;
  private final List<Alert> alerts = new ArrayList<>();
  private Harness<DetectorKey> cep;
  private int sentToCep;
  private KeyedTwoInputStreamOperatorTestHarness<DetectorKey, Signal, Signal, Signal> steps;

  SequenceHarness(Rule.Sequence rule) throws Exception {
    this(new Chains(rule));
  }

  SequenceHarness(Chains rule) throws Exception {
    this(rule, "hashmap");
  }

  /**
   * @param backend where state is kept: hashmap or rocksdb
   */
  SequenceHarness(Chains rule, String backend) throws Exception {
    this.chains = rule;
    this.backend = backend;
    this.cep = cep();
    open(null);
  }

  private Harness<DetectorKey> cep() throws Exception {
    return new Harness<>(
        () -> cepOperator(chains), DetectorKey::of, Types.POJO(DetectorKey.class), backend);
  }

  /** The operator that the job's graph would run. */
  @SuppressWarnings("unchecked")
  private static OneInputStreamOperator<Signal, Alert> cepOperator(Chains chains) {
    DataStream<Signal> none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(List.of(), Types.POJO(Signal.class));
    var transformation =
        (OneInputTransformation<Signal, Alert>) Sequence.finals(none, chains).getTransformation();
    return transformation.getOperator();
  }

  /** The final alerts when CEP gets all steps itself. */
  static List<Alert> cepAlone(Rule.Sequence rule, List<Signal> steps) throws Exception {
    Chains chains = new Chains(rule);
    try (Harness<DetectorKey> cep =
        new Harness<>(() -> cepOperator(chains), DetectorKey::of, Types.POJO(DetectorKey.class))) {
      for (Signal step : steps) {
        cep.signal(step);
      }
      cep.end();
      return cep.alerts(Alert.FINAL);
    }
  }

  private void open(OperatorSubtaskState state) throws Exception {
    steps =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new StepsOperator<>(new SequenceSteps(List.of(chains))),
            DetectorKey::of,
            DetectorKey::of,
            Types.POJO(DetectorKey.class));
    Harness.open(steps, backend, state);
  }

  void step(Signal step) throws Exception {
    steps.processElement1(step, step.time);
    pass();
  }

  void earlyStep(Signal step) throws Exception {
    steps.processElement2(step, step.time);
    pass();
  }

  void watermark(long time) throws Exception {
    steps.processBothWatermarks(new Watermark(time));
    pass();
    cep.watermark(time);
    collectFinals();
  }

  void end() throws Exception {
    watermark(Long.MAX_VALUE);
  }

  void snapshotAndRestore() throws Exception {
    snapshotAndRestore(chains);
  }

  /** And goes on with another form of the rule. */
  void snapshotAndRestore(Chains changed) throws Exception {
    chains = changed;
    OperatorSubtaskState state = steps.snapshot(1, 1);
    steps.close();
    open(state);
    cep.snapshotAndRestore();
  }

  /** As {@link #snapshotAndRestore(Chains)}, also when the rule has another name. */
  void goOnWith(Chains changed) throws Exception {
    boolean other = !changed.rule().name().equals(chains.rule().name());
    snapshotAndRestore(changed);
    if (other) {
      cep.close();
      cep = cep();
    }
  }

  /**
   * As {@link Harness#kept}, what CEP keeps behind what is kept before it. When CEP looks again for
   * chains that have expired, which changes nothing, hangs on the watermarks that it saw.
   */
  List<String> kept(Set<String> without) throws Exception {
    List<String> kept =
        new ArrayList<>(
            KeptLines.of(
                (AbstractStreamOperator<?>) steps.getOperator(),
                KeyedOperator.of(Sequence.STEPS_UID).orElseThrow().states(),
                "user-timers",
                without));
    Set<String> withoutTimers = new HashSet<>(without);
    withoutTimers.add("timers");
    kept.addAll(cep.kept(Sequence.CEP_UID_PREFIX + chains.rule().name(), withoutTimers));
    return kept;
  }

  private void pass() throws Exception {
    for (Object output : steps.getOutput()) {
      if (output instanceof StreamRecord<?> step) {
        sentToCep++;
        cep.signal((Signal) step.getValue(), step.getTimestamp());
      }
    }
    steps.getOutput().clear();
    Queue<StreamRecord<Alert>> early = steps.getSideOutput(SequenceSteps.EARLY_ALERTS);
    if (early != null) {
      early.forEach(alert -> alerts.add(alert.getValue()));
      early.clear();
    }
    collectFinals();
  }

  private void collectFinals() {
    alerts.addAll(cep.alerts());
    cep.alerts().clear();
  }

  List<Alert> alerts() {
    return alerts;
  }

  List<Alert> alerts(String phase) {
    return alerts.stream().filter(alert -> alert.phase.equals(phase)).toList();
  }

  int sentToCep() {
    return sentToCep;
  }

  long left() {
    return Harness.left(steps, steps.getOperator()) + cep.left();
  }

  @Override
  public void close() throws Exception {
    steps.close();
    cep.close();
  }
}
