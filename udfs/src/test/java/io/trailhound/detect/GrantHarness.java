package io.trailhound.detect;

import io.trailhound.model.KeyGrant;
import io.trailhound.model.KeyHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** {@link ResolveKeys} alone in Flink's harness: keys that were handed out in, who is told out. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class GrantHarness implements AutoCloseable {
  private final List<KeyHolder> told = new ArrayList<>();
  private final String backend;
  private KeyedOneInputStreamOperatorTestHarness<String, KeyGrant, KeyHolder> harness;

  /**
   * @param backend where state is kept: hashmap or rocksdb
   */
  GrantHarness(String backend) throws Exception {
    this.backend = backend;
    open(null);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new ResolveKeys(), grant -> grant.accessKey, Types.STRING);
    Harness.open(harness, backend, state);
  }

  void snapshotAndRestore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(state);
  }

  void give(KeyGrant grant) throws Exception {
    harness.processElement(grant, grant.from);
    collect();
  }

  void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    collect();
  }

  private void collect() {
    told.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
  }

  /** All that was told, in order. */
  List<KeyHolder> told() {
    return told;
  }

  /** Who is behind each key, as it was told last. */
  Map<String, String> actors() {
    Map<String, String> actors = new TreeMap<>();
    told.forEach(each -> actors.put(each.accessKey, String.valueOf(each.actor)));
    return actors;
  }

  KeyedOneInputStreamOperatorTestHarness<String, KeyGrant, KeyHolder> flink() {
    return harness;
  }

  long left() {
    return Harness.left(harness, harness.getOperator());
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
