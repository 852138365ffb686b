package io.trailhound.state.savepoint;

import java.util.function.IntFunction;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateHandle;

/** An operator of a savepoint in, the same with other keyed state or none out. All else stays. */
public final class KeyedPart {
  private KeyedPart() {}

  static OperatorState removedFrom(OperatorState operator) {
    return replaced(operator, subtask -> StateObjectCollection.empty());
  }

  /**
   * @param all of the operator's key groups
   */
  public static OperatorState addedTo(OperatorState operator, KeyedStateHandle all) {
    return replaced(
        operator,
        subtask ->
            StateObjectCollection.singletonOrEmpty(
                all.getIntersection(
                    KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        operator.getMaxParallelism(), operator.getParallelism(), subtask))));
  }

  /** The same operator, none of whose subtasks has state. */
  static OperatorState withoutState(OperatorState operator) {
    return new OperatorState(
        operator.getOperatorName().orElse(null),
        operator.getOperatorUid().orElse(null),
        operator.getOperatorID(),
        operator.getParallelism(),
        operator.getMaxParallelism());
  }

  private static OperatorState replaced(
      OperatorState operator, IntFunction<StateObjectCollection<KeyedStateHandle>> keyed) {
    OperatorState other = withoutState(operator);
    for (int subtask = 0; subtask < operator.getParallelism(); subtask++) {
      OperatorSubtaskState before = operator.getState(subtask);
      other.putState(
          subtask,
          (before == null ? OperatorSubtaskState.builder() : before.toBuilder())
              .setManagedKeyedState(keyed.apply(subtask))
              .setRawKeyedState(StateObjectCollection.empty())
              .build());
    }
    return other;
  }
}
