package io.trailhound.writeback;

import java.util.Iterator;
import java.util.function.Function;
import org.apache.flink.util.FlinkRuntimeException;

/** Goes through entries, of each of which a part is asked for; removes those that aren't wanted. */
final class HeldEntries<K, V, T> implements Iterator<T> {
  private final HeldMap<K, V> map;
  private final Iterator<HeldEntry<K, V>> entries;
  private final Function<HeldEntry<K, V>, T> part;
  private HeldEntry<K, V> last;

  HeldEntries(
      HeldMap<K, V> map, Iterator<HeldEntry<K, V>> entries, Function<HeldEntry<K, V>, T> part) {
    this.map = map;
    this.entries = entries;
    this.part = part;
  }

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public T next() {
    last = entries.next();
    return part.apply(last);
  }

  @Override
  public void remove() {
    try {
      map.remove(last.getKey());
    } catch (Exception e) {
      throw new FlinkRuntimeException("an entry could not be removed", e);
    }
  }
}
