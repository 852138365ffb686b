package io.trailhound.state.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.CepState;
import io.trailhound.detect.KeptState;
import io.trailhound.detect.KeyedOperator;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageLocation;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/** {@link StateLine}s of one operator in, its part of a savepoint out. */
final class WriteState<K> implements AutoCloseable {
  private static final String USER_TIMERS = "user-timers";

  private record Place(KeptState kept, State state) {}

  private final KeyedOperator<K> operator;
  private final OperatorBackend<K> backend;
  private final Map<String, Place> places = new HashMap<>();
  private final InternalTimerService<VoidNamespace> timers;

  /**
   * @param kind where the state is kept while it grows
   */
  WriteState(KeyedOperator<K> operator, int keyGroups, StateBackend kind, Scratch disk)
      throws Exception {
    this.operator = operator;
    backend =
        new OperatorBackend<>(
            OperatorIdentifier.forUid(operator.uid()), operator.key(), keyGroups, kind, disk);
    for (KeptState kept : operator.states()) {
      places.put(kept.name(), new Place(kept, backend.state(kept.descriptor())));
    }
    timers = backend.timers(operator.isCep() ? CepState.TIMER_SERVICE : USER_TIMERS);
  }

  /**
   * @throws StateException when the line is no state of the operator
   */
  void add(String json) throws Exception {
    StateLine line = read(() -> StateLine.parse(json));
    backend.setCurrentKey(read(() -> key(line)));
    if (StateLine.TIMERS.equals(line.state())) {
      for (JsonNode time : read(() -> times(line))) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time.asLong());
      }
      return;
    }
    Place place = read(() -> place(line));
    if (place.kept().descriptor() instanceof MapStateDescriptor<?, ?> map) {
      put(line, map, place);
    } else {
      update(line, place);
    }
    if (operator.isCep()) {
      // Its timers all say "with the next watermark".
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, 0);
    }
  }

  @SuppressWarnings("unchecked") // the state is the descriptor's
  private <E, V> void put(StateLine line, MapStateDescriptor<E, V> map, Place place)
      throws Exception {
    E entry = read(() -> value(line.entry(), map.getKeySerializer(), place.kept().entry()));
    V value = read(() -> value(line.value(), map.getValueSerializer(), place.kept().value()));
    ((MapState<E, V>) place.state()).put(entry, value);
  }

  @SuppressWarnings("unchecked") // the state is the descriptor's
  private <V> void update(StateLine line, Place place) throws Exception {
    TypeSerializer<V> serializer = (TypeSerializer<V>) place.kept().descriptor().getSerializer();
    V value = read(() -> value(line.value(), serializer, place.kept().value()));
    ((ValueState<V>) place.state()).update(value);
  }

  private K key(StateLine line) throws IOException {
    require(line.key() != null, "key");
    Class<K> type = operator.key().getTypeClass();
    if (type.isRecord()) {
      for (RecordComponent part : type.getRecordComponents()) {
        require(line.key().hasNonNull(part.getName()), "'" + part.getName() + "' in its key");
      }
    }
    return line.key(type);
  }

  private static JsonNode times(StateLine line) throws IOException {
    require(line.value() != null && line.value().isArray(), "timers");
    for (JsonNode time : line.value()) {
      require(time.isIntegralNumber(), "time, but " + time);
    }
    return line.value();
  }

  private Place place(StateLine line) throws IOException {
    Place place = places.get(line.state());
    if (place == null) {
      throw new IOException("it has no '" + line.state() + "'");
    }
    return place;
  }

  private static <T> T value(JsonNode json, TypeSerializer<T> serializer, Class<?> type)
      throws IOException {
    T value = json == null ? null : StateJson.value(json, serializer, type);
    require(value != null, "value");
    return value;
  }

  private static void require(boolean there, String what) throws IOException {
    if (!there) {
      throw new IOException("no " + what);
    }
  }

  private interface Reading<T> {
    T get() throws IOException;
  }

  private <T> T read(Reading<T> reading) {
    try {
      return reading.get();
    } catch (IOException | RuntimeException e) {
      throw new StateException("no state of %s: %s".formatted(operator.uid(), Unfit.because(e)));
    }
  }

  KeyedStateHandle save(FsCheckpointStorageLocation savepoint) throws Exception {
    return backend.save(savepoint);
  }

  @Override
  public void close() throws IOException {
    backend.close();
  }
}
