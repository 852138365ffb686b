package io.trailhound.state;

import io.trailhound.detect.KeyedOperator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** The state of a key in, a {@link StateLine} for each value and entry out, and its timers. */
final class ReadState<K> extends KeyedStateReaderFunction<K, String> {
  private static final long serialVersionUID = 1L;

  private final KeyedOperator<K> operator;
  private transient Map<String, State> states;

  ReadState(KeyedOperator<K> operator) {
    this.operator = operator;
  }

  @Override
  public void open(OpenContext context) {
    states = new LinkedHashMap<>();
    for (StateDescriptor<?, ?> descriptor : operator.states()) {
      states.put(descriptor.getName(), state(descriptor));
    }
  }

  private State state(StateDescriptor<?, ?> descriptor) {
    return descriptor instanceof MapStateDescriptor<?, ?> map
        ? getRuntimeContext().getMapState(map)
        : getRuntimeContext().getState((ValueStateDescriptor<?>) descriptor);
  }

  @Override
  public void readKey(K key, Context context, Collector<String> out) throws Exception {
    for (Map.Entry<String, State> named : states.entrySet()) {
      if (named.getValue() instanceof MapState<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entries()) {
          out.collect(line(key, named.getKey(), entry.getKey(), entry.getValue()));
        }
      } else if (((ValueState<?>) named.getValue()).value() != null) {
        out.collect(line(key, named.getKey(), null, ((ValueState<?>) named.getValue()).value()));
      }
    }
    Set<Long> timers = context.registeredEventTimeTimers();
    if (!timers.isEmpty()) {
      out.collect(line(key, StateLine.TIMERS, null, new TreeSet<>(timers)));
    }
  }

  private String line(K key, String state, Object entry, Object value) {
    return StateLine.of(operator.uid(), key, state, entry, value).toJson();
  }
}
