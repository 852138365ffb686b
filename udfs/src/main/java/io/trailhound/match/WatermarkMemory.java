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
 * Watermarks that an operator gets in, those it acts on out, at first the one it had come to before
 * a restart: a source begins its watermark anew, and what was late before would count as in time
 * (docs/contract.md section 2).
 *
 * <p>With another parallelism it's the least of all subtasks': nothing beyond that was decided by
 * all of them. What only some had called late may be in time then.
 */
public final class WatermarkMemory {
  /** For tools that look into savepoints. */
  public static final ListStateDescriptor<ActedOn> STATE =
      new ListStateDescriptor<>("acted-on", Types.POJO(ActedOn.class));

  private final TaskInfo task;
  private final ListState<ActedOn> state;
  private final Action action;

  /** To be acted on, and remembered. */
  private long reached = Long.MIN_VALUE;

  private long actedOn = Long.MIN_VALUE;

  /** What an operator does at a watermark. */
  @FunctionalInterface
  public interface Action {
    void at(Watermark mark) throws Exception;
  }

  public WatermarkMemory(OperatorStateStore store, TaskInfo task, Action action) throws Exception {
    this.task = task;
    this.action = action;
    state = store.getUnionListState(STATE);
    List<ActedOn> before = new ArrayList<>();
    state.get().forEach(before::add);
    reached = before.stream().mapToLong(ActedOn::watermark).min().orElse(Long.MIN_VALUE);
    for (ActedOn one : before) {
      if (one.subtask() == task.getIndexOfThisSubtask()
          && one.parallelism() == task.getNumberOfParallelSubtasks()) {
        reached = one.watermark();
      }
    }
  }

  /** To be called before every record: nothing can be acted on before the first. */
  public void goOn() throws Exception {
    act(reached);
  }

  /**
   * Acts on a watermark, unless it's behind.
   *
   * @param mark what has arrived; the end of all input is not remembered
   */
  public void advance(Watermark mark) throws Exception {
    if (!mark.equals(Watermark.MAX_WATERMARK)) {
      reached = Math.max(reached, mark.getTimestamp());
    }
    act(Math.max(reached, mark.getTimestamp()));
  }

  private void act(long watermark) throws Exception {
    if (watermark > actedOn) {
      actedOn = watermark;
      action.at(new Watermark(watermark));
    }
  }

  /** The last one, milliseconds; {@link Long#MIN_VALUE} before the first. */
  public long actedOn() {
    return actedOn;
  }

  /** To be called with every snapshot. */
  public void snapshot() throws Exception {
    state.update(
        List.of(
            new ActedOn(
                task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks(), reached)));
  }
}
