package io.trailhound.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.KeptState;
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
  private transient Map<StateDescriptor<?, ?>, State> states;

  ReadState(KeyedOperator<K> operator) {
    this.operator = operator;
  }

  @Override
  public void open(OpenContext context) {
    states = new LinkedHashMap<>();
    for (KeptState kept : operator.states()) {
      states.put(kept.descriptor(), state(kept.descriptor()));
    }
  }

  private State state(StateDescriptor<?, ?> descriptor) {
    return descriptor instanceof MapStateDescriptor<?, ?> map
        ? getRuntimeContext().getMapState(map)
        : getRuntimeContext().getState((ValueStateDescriptor<?>) descriptor);
  }

  @Override
  public void readKey(K key, Context context, Collector<String> out) throws Exception {
    JsonNode readable = StateLine.readable(key);
    for (Map.Entry<StateDescriptor<?, ?>, State> one : states.entrySet()) {
      if (one.getKey() instanceof MapStateDescriptor<?, ?> map) {
        readMap(readable, map, (MapState<?, ?>) one.getValue(), out);
      } else {
        readValue(readable, one.getKey(), (ValueState<?>) one.getValue(), out);
      }
    }
    Set<Long> timers = context.registeredEventTimeTimers();
    if (!timers.isEmpty()) {
      JsonNode times = StateJson.tree(new TreeSet<>(timers));
      out.collect(line(readable, StateLine.TIMERS, null, times));
    }
  }

  @SuppressWarnings("unchecked") // the state is the descriptor's
  private <E, V> void readMap(
      JsonNode key, MapStateDescriptor<E, V> map, MapState<?, ?> state, Collector<String> out)
      throws Exception {
    for (Map.Entry<E, V> entry : ((MapState<E, V>) state).entries()) {
      JsonNode name = StateJson.tree(entry.getKey(), map.getKeySerializer());
      JsonNode value = StateJson.tree(entry.getValue(), map.getValueSerializer());
      out.collect(line(key, map.getName(), name, value));
    }
  }

  @SuppressWarnings("unchecked") // the state is the descriptor's
  private <V> void readValue(
      JsonNode key, StateDescriptor<?, V> descriptor, ValueState<?> state, Collector<String> out)
      throws Exception {
    V value = ((ValueState<V>) state).value();
    if (value != null) {
      JsonNode json = StateJson.tree(value, descriptor.getSerializer());
      out.collect(line(key, descriptor.getName(), null, json));
    }
  }

  private String line(JsonNode key, String state, JsonNode entry, JsonNode value) {
    return new StateLine(operator.uid(), key, state, entry, value).toJson();
  }
}
