package io.trailhound.match;

import io.trailhound.model.ActedOn;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Watermarks that an operator acts on in, the one it goes on from after a restart out: a source
 * begins its watermark anew, and what was late before would count as in time (RULES.md section 2).
 *
 * <p>With another parallelism it's the least of all subtasks': nothing beyond that was decided by
 * all of them. What only some had called late may be in time then.
 */
public final class WatermarkMemory {
  private static final ListStateDescriptor<ActedOn> STATE =
      new ListStateDescriptor<>("acted-on", Types.POJO(ActedOn.class));

  private final TaskInfo task;
  private final ListState<ActedOn> state;
  private long watermark = Long.MIN_VALUE;

  public WatermarkMemory(OperatorStateStore store, TaskInfo task) throws Exception {
    this.task = task;
    state = store.getUnionListState(STATE);
    List<ActedOn> before = new ArrayList<>();
    state.get().forEach(before::add);
    watermark = before.stream().mapToLong(ActedOn::watermark).min().orElse(Long.MIN_VALUE);
    for (ActedOn one : before) {
      if (one.subtask() == task.getIndexOfThisSubtask()
          && one.parallelism() == task.getNumberOfParallelSubtasks()) {
        watermark = one.watermark();
      }
    }
  }

  /**
   * What to act on, milliseconds: never less than before.
   *
   * @param mark what has arrived; the end of all input is not remembered
   */
  public long advance(Watermark mark) {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      return mark.getTimestamp();
    }
    watermark = Math.max(watermark, mark.getTimestamp());
    return watermark;
  }

  /** The last one, {@link Long#MIN_VALUE} before the first. */
  public long last() {
    return watermark;
  }

  /** To be called with every snapshot. */
  public void snapshot() throws Exception {
    state.update(
        List.of(
            new ActedOn(
                task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks(), watermark)));
  }
}
