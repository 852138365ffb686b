package io.trailhound.writeback;

import java.util.Map;
import org.apache.flink.util.FlinkRuntimeException;

/** An entry that somebody goes through the map for. */
final class HeldEntry<K, V> implements Map.Entry<K, V> {
  private final HeldMap<K, V> map;
  private final K key;
  private V value;

  HeldEntry(HeldMap<K, V> map, K key, V value) {
    this.map = map;
    this.key = key;
    this.value = value;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public V getValue() {
    return value;
  }

  @Override
  public V setValue(V now) {
    V before = value;
    value = now;
    try {
      map.put(key, now);
    } catch (Exception e) {
      throw new FlinkRuntimeException("an entry could not be changed", e);
    }
    return before;
  }
}
