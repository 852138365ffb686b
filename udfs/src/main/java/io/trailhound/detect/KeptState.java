package io.trailhound.detect;

import java.io.Serializable;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * A state of a {@link KeyedOperator}, and what Java types are in it.
 *
 * @param entry of a map's keys; null for a single value
 */
public record KeptState(StateDescriptor<?, ?> descriptor, Class<?> entry, Class<?> value)
    implements Serializable {
  static <V> KeptState value(ValueStateDescriptor<V> descriptor, Class<? super V> value) {
    return new KeptState(descriptor, null, value);
  }

  static <E, V> KeptState map(
      MapStateDescriptor<E, V> descriptor, Class<E> entry, Class<? super V> value) {
    return new KeptState(descriptor, entry, value);
  }

  public String name() {
    return descriptor.getName();
  }
}
