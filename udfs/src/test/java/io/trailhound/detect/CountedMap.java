package io.trailhound.detect;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/** A map state of one key, which counts how many entries were read or written. */
final class CountedMap<K, V> implements MapState<K, V> {
  private final Map<K, V> entries = new HashMap<>();
  private long used;

  long used() {
    return used;
  }

  @Override
  public V get(K key) {
    used++;
    return entries.get(key);
  }

  @Override
  public void put(K key, V value) {
    used++;
    entries.put(key, value);
  }

  @Override
  public void putAll(Map<K, V> map) {
    used += map.size();
    entries.putAll(map);
  }

  @Override
  public void remove(K key) {
    used++;
    entries.remove(key);
  }

  @Override
  public boolean contains(K key) {
    used++;
    return entries.containsKey(key);
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() {
    return entries.entrySet();
  }

  @Override
  public Iterable<K> keys() {
    return entries.keySet();
  }

  @Override
  public Iterable<V> values() {
    return entries.values();
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return entries.entrySet().iterator();
  }

  @Override
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public void clear() {
    entries.clear();
  }
}
