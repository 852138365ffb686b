package io.trailhound.detect;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * What an operator keeps, as lines in order: each value, each entry of a map, and the timers of
 * each key. Where an element of a list lies in it ({@link Slot}) is left out: that's the order of
 * arrival.
 */
final class KeptLines {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .addModule(new SimpleModule().addSerializer(new InOrder()))
          .build();

  private static final class InOrder extends StdSerializer<Set<?>> {
    private static final long serialVersionUID = 1L;

    InOrder() {
      super(Set.class, false);
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator json, SerializerProvider serializers)
        throws IOException {
      serializers.defaultSerializeValue(set.stream().sorted().toList(), json);
    }
  }

  private final Set<String> without;
  private final List<String> lines = new ArrayList<>();

  private KeptLines(Set<String> without) {
    this.without = without;
  }

  /**
   * @param timers name of the operator's timer service
   * @param without states, and fields of values, that are left out
   */
  static List<String> of(
      AbstractStreamOperator<?> operator,
      List<KeptState> states,
      String timers,
      Set<String> without)
      throws Exception {
    KeptLines kept = new KeptLines(without);
    for (KeptState state : states) {
      kept.read(operator, state);
    }
    if (!without.contains("timers")) {
      kept.readTimers(operator, timers);
    }
    kept.lines.sort(null);
    return kept.lines;
  }

  @SuppressWarnings("unchecked") // the state is what its descriptor says
  private void read(AbstractStreamOperator<?> operator, KeptState kept) throws Exception {
    if (without.contains(kept.name())) {
      return;
    }
    var backend = (AbstractKeyedStateBackend<Object>) operator.getKeyedStateBackend();
    List<Object> keys;
    try (Stream<Object> all = backend.getKeys(kept.name(), VoidNamespace.INSTANCE)) {
      keys = all.toList();
    }
    for (Object key : keys) {
      backend.setCurrentKey(key);
      State state =
          backend.getPartitionedState(
              VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, kept.descriptor());
      if (kept.descriptor() instanceof MapStateDescriptor<?, ?> map) {
        for (Map.Entry<?, ?> entry : ((MapState<?, ?>) state).entries()) {
          add(
              key,
              kept.name(),
              text(entry.getKey(), map.getKeySerializer()),
              text(entry.getValue(), map.getValueSerializer()));
        }
      } else {
        Object value = ((ValueState<?>) state).value();
        add(key, kept.name(), "", text(value, kept.descriptor().getSerializer()));
      }
    }
  }

  @SuppressWarnings("unchecked") // the service is there already, its operator hears of its timers
  private <K> void readTimers(AbstractStreamOperator<?> operator, String name) throws Exception {
    InternalTimerService<VoidNamespace> timers =
        operator.getInternalTimerService(
            name, VoidNamespaceSerializer.INSTANCE, (Triggerable<K, VoidNamespace>) operator);
    Map<String, Set<Long>> byKey = new TreeMap<>();
    timers.forEachEventTimeTimer(
        (namespace, time) ->
            byKey
                .computeIfAbsent(operator.getCurrentKey().toString(), none -> new TreeSet<>())
                .add(time));
    byKey.forEach((key, times) -> add(key, "timers", "", times.toString()));
  }

  private void add(Object key, String state, String entry, String value) {
    lines.add(key + " " + state + " " + entry + ": " + value);
  }

  @SuppressWarnings("unchecked") // the serializer is the value's own
  private String text(Object value, TypeSerializer<?> serializer) throws Exception {
    if (value instanceof Slot slot) {
      return "at " + slot.time();
    }
    if (serializer.getClass().getName().startsWith("org.apache.flink.cep.")) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      ((TypeSerializer<Object>) serializer).serialize(value, out);
      return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }
    JsonNode tree = MAPPER.valueToTree(value);
    remove(tree);
    return tree.toString();
  }

  private void remove(JsonNode tree) {
    if (tree instanceof ObjectNode fields) {
      fields.remove((Collection<String>) without);
    }
    tree.forEach(this::remove);
  }
}
