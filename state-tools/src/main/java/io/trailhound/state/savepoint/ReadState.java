package io.trailhound.state.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.KeyedOperator;
import java.util.List;
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
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** The state of a key in, a {@link StateLine} for each value and entry out, and its timers. */
final class ReadState<K> extends KeyedStateReaderFunction<K, String> {
  private static final long serialVersionUID = 1L;

  private final KeyedOperator<K> operator;
  private transient List<Place> places;

  /**
   * A state and how its values are written; asking the descriptor for that each time would copy it.
   *
   * @param entry of a map's keys; null for a single value
   */
  private record Place(
      String name, TypeSerializer<?> entry, TypeSerializer<?> value, State state) {}

  ReadState(KeyedOperator<K> operator) {
    this.operator = operator;
  }

  @Override
  public void open(OpenContext context) {
    places = operator.states().stream().map(kept -> place(kept.descriptor())).toList();
  }

  private Place place(StateDescriptor<?, ?> descriptor) {
    if (descriptor instanceof MapStateDescriptor<?, ?> map) {
      State state = getRuntimeContext().getMapState(map);
      return new Place(map.getName(), map.getKeySerializer(), map.getValueSerializer(), state);
    }
    State state = getRuntimeContext().getState((ValueStateDescriptor<?>) descriptor);
    return new Place(descriptor.getName(), null, descriptor.getSerializer(), state);
  }

  @Override
  public void readKey(K key, Context context, Collector<String> out) throws Exception {
    JsonNode readable = StateLine.readable(key);
    for (Place place : places) {
      if (place.entry() == null) {
        readValue(readable, place, place.value(), out);
      } else {
        readMap(readable, place, place.entry(), place.value(), out);
      }
    }
    Set<Long> timers = context.registeredEventTimeTimers();
    if (!timers.isEmpty()) {
      JsonNode times = StateJson.tree(new TreeSet<>(timers));
      out.collect(line(readable, StateLine.TIMERS, null, times));
    }
  }

  @SuppressWarnings("unchecked") // the state is what the serializers are for
  private <E, V> void readMap(
      JsonNode key,
      Place place,
      TypeSerializer<E> entries,
      TypeSerializer<V> values,
      Collector<String> out)
      throws Exception {
    for (Map.Entry<E, V> entry : ((MapState<E, V>) place.state()).entries()) {
      JsonNode name = StateJson.tree(entry.getKey(), entries);
      JsonNode value = StateJson.tree(entry.getValue(), values);
      out.collect(line(key, place.name(), name, value));
    }
  }

  @SuppressWarnings("unchecked") // the state is what the serializer is for
  private <V> void readValue(
      JsonNode key, Place place, TypeSerializer<V> values, Collector<String> out) throws Exception {
    V value = ((ValueState<V>) place.state()).value();
    if (value != null) {
      out.collect(line(key, place.name(), null, StateJson.tree(value, values)));
    }
  }

  private String line(JsonNode key, String state, JsonNode entry, JsonNode value) {
    return new StateLine(operator.uid(), key, state, entry, value).toJson();
  }
}
