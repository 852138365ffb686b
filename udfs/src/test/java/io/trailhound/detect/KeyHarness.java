package io.trailhound.detect;

import io.trailhound.model.KeyHolder;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** A function that waits for holders of keys, alone in Flink's harness. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class KeyHarness<T> implements AutoCloseable {
  private Supplier<KeyedCoProcessFunction<String, T, KeyHolder, T>> function;
  private final KeySelector<T, String> key;
  private final String backend;
  private KeyedTwoInputStreamOperatorTestHarness<String, T, KeyHolder, T> harness;

  KeyHarness(
      Supplier<KeyedCoProcessFunction<String, T, KeyHolder, T>> function,
      KeySelector<T, String> key,
      String backend)
      throws Exception {
    this.function = function;
    this.key = key;
    this.backend = backend;
    open(null);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new NeverIdle<>(function.get()), key, holder -> holder.accessKey, Types.STRING);
    Harness.open(harness, backend, state);
  }

  void snapshotAndRestore() throws Exception {
    snapshotAndRestore(function);
  }

  /** As a job with other rules goes on. */
  void snapshotAndRestore(Supplier<KeyedCoProcessFunction<String, T, KeyHolder, T>> with)
      throws Exception {
    function = with;
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(state);
  }

  KeyedTwoInputStreamOperatorTestHarness<String, T, KeyHolder, T> flink() {
    return harness;
  }

  void give(T element, long time) throws Exception {
    harness.processElement1(element, time);
  }

  void tell(KeyHolder holder) throws Exception {
    harness.processElement2(holder, holder.from);
  }

  void watermark(long time) throws Exception {
    harness.processWatermark1(new Watermark(time));
    harness.processWatermark2(new Watermark(time));
  }

  long left() {
    return Harness.left(harness, harness.getOperator());
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
