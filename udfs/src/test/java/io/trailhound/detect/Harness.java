package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.writeback.QuickDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A keyed detector alone in Flink's harness: signals and watermarks in, alerts out. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class Harness<K> implements AutoCloseable {
  private final Supplier<OneInputStreamOperator<Signal, Alert>> detector;
  private final KeySelector<Signal, K> key;
  private final TypeInformation<K> keyType;
  private final List<Alert> alerts = new ArrayList<>();
  private final String backend;
  private KeyedOneInputStreamOperatorTestHarness<K, Signal, Alert> harness;

  Harness(
      Supplier<OneInputStreamOperator<Signal, Alert>> detector,
      KeySelector<Signal, K> key,
      TypeInformation<K> keyType)
      throws Exception {
    this(detector, key, keyType, "hashmap");
  }

  /**
   * @param backend where state is kept: hashmap or rocksdb
   */
  Harness(
      Supplier<OneInputStreamOperator<Signal, Alert>> detector,
      KeySelector<Signal, K> key,
      TypeInformation<K> keyType,
      String backend)
      throws Exception {
    this.detector = detector;
    this.key = key;
    this.keyType = keyType;
    this.backend = backend;
    open(null);
  }

  static StateBackend backend(String name) {
    return name.equals("rocksdb") ? QuickDatabase.backend() : new HashMapStateBackend();
  }

  /** A harness around a function that runs in a {@link Detector}. */
  static <K> Harness<K> of(
      Supplier<KeyedProcessFunction<K, Signal, Alert>> function,
      KeySelector<Signal, K> key,
      TypeInformation<K> keyType)
      throws Exception {
    return new Harness<>(() -> new Detector<>(function.get()), key, keyType);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness = new KeyedOneInputStreamOperatorTestHarness<>(detector.get(), key, keyType);
    open(harness, backend, state);
  }

  /**
   * Opens any of Flink's harnesses.
   *
   * @param backend where state is kept: hashmap or rocksdb
   * @param state to go on from, or null to begin
   */
  static void open(
      AbstractStreamOperatorTestHarness<?> harness, String backend, OperatorSubtaskState state)
      throws Exception {
    harness.setStateBackend(backend(backend));
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  /** Snapshot now, go on in a new operator that restores it. */
  void snapshotAndRestore() throws Exception {
    collect();
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(state);
  }

  void signal(Signal signal) throws Exception {
    signal(signal, signal.time);
  }

  void signal(Signal signal, long timestamp) throws Exception {
    harness.processElement(signal, timestamp);
    collect();
  }

  /**
   * Each signal twice, in an order that chance makes, with restarts between; the watermark trails.
   *
   * @param slack how much later than its time a signal comes at most
   * @param restartOneIn so many signals, about
   */
  void deliverTwice(List<Signal> signals, long slack, int restartOneIn, Random random)
      throws Exception {
    long newest = Given.START;
    for (Signal signal : AnyOrder.delivered(signals, slack, random)) {
      signal(signal);
      signal(signal);
      newest = Math.max(newest, signal.time);
      watermark(newest - slack - 1);
      if (random.nextInt(restartOneIn) == 0) {
        snapshotAndRestore();
      }
    }
    end();
  }

  void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    collect();
  }

  void end() throws Exception {
    watermark(Long.MAX_VALUE);
  }

  private void collect() {
    harness.extractOutputValues().forEach(alerts::add);
    harness.getOutput().clear();
  }

  List<Alert> alerts() {
    return alerts;
  }

  List<Alert> alerts(String phase) {
    return alerts.stream().filter(alert -> alert.phase.equals(phase)).toList();
  }

  /**
   * All that is kept, line by line.
   *
   * @param uid of the operator
   * @param without states and fields that are left out
   */
  List<String> kept(String uid, Set<String> without) throws Exception {
    KeyedOperator<?> operator = KeyedOperator.of(uid).orElseThrow();
    return KeptLines.of(
        (AbstractStreamOperator<?>) harness.getOperator(),
        operator.states(),
        operator.isCep() ? CepState.TIMER_SERVICE : "user-timers",
        without);
  }

  long left() {
    return left(harness, harness.getOperator());
  }

  /** State entries and timers that are left; of a database, which doesn't count, keys for each. */
  static long left(AbstractStreamOperatorTestHarness<?> harness, StreamOperator<?> operator) {
    AbstractStreamOperator<?> of = (AbstractStreamOperator<?>) operator;
    long state =
        of.getKeyedStateBackend() instanceof HeapKeyedStateBackend<?> heap
            ? heap.numKeyValueStateEntries()
            : keys(harness, of);
    return state + harness.numEventTimeTimers();
  }

  /** Of all states that detectors have; a snapshot writes what they hold in memory. */
  private static long keys(
      AbstractStreamOperatorTestHarness<?> harness, AbstractStreamOperator<?> operator) {
    try {
      harness.snapshot(0, 0);
    } catch (Exception e) {
      throw new AssertionError("state could not be written", e);
    }
    return Stream.concat(
            KeyedOperator.ALL.stream().flatMap(it -> it.states().stream()), CepState.ALL.stream())
        .map(KeptState::name)
        .distinct()
        .mapToLong(name -> keys(operator.getKeyedStateBackend(), name))
        .sum();
  }

  static long keys(KeyedStateBackend<?> state, String name) {
    try (Stream<?> keys = state.getKeys(name, VoidNamespace.INSTANCE)) {
      return keys.count();
    }
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
