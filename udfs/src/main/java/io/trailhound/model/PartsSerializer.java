package io.trailhound.model;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An object to bytes and back by those of its parts that are there, for the network alone. Flink's
 * serializer of POJOs makes an object and sets each field of it by reflection, which took most of
 * an alert's way.
 */
abstract class PartsSerializer<T> extends WireSerializer<T> {
  private static final long serialVersionUID = 1L;

  private transient List<Part<T, ?>> parts;
  private transient Object[] values;

  /**
   * A part of an object.
   *
   * @param get null where it isn't there
   */
  record Part<T, V>(Function<T, V> get, BiConsumer<T, V> set, TypeSerializer<V> as) {
    @SuppressWarnings("unchecked") // it's what get gave
    private void write(Object value, DataOutputView out) throws IOException {
      as.serialize((V) value, out);
    }

    private void read(T of, DataInputView in) throws IOException {
      set.accept(of, as.deserialize(in));
    }

    private void copy(T from, T to) {
      V value = get.apply(from);
      if (value != null) {
        set.accept(to, as.copy(value));
      }
    }
  }

  /** One without any part. */
  abstract T blank();

  /** At most 64, in the order in which they are written. */
  abstract List<Part<T, ?>> parts();

  private List<Part<T, ?>> all() {
    if (parts == null) {
      parts = parts();
      values = new Object[parts.size()];
    }
    return parts;
  }

  @Override
  public void serialize(T of, DataOutputView out) throws IOException {
    List<Part<T, ?>> all = all();
    long there = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i).get.apply(of);
      there |= values[i] == null ? 0 : 1L << i;
    }
    out.writeLong(there);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        all.get(i).write(values[i], out);
        values[i] = null;
      }
    }
  }

  @Override
  public T deserialize(DataInputView in) throws IOException {
    List<Part<T, ?>> all = all();
    T of = blank();
    for (long left = in.readLong(); left != 0; left &= left - 1) {
      all.get(Long.numberOfTrailingZeros(left)).read(of, in);
    }
    return of;
  }

  @Override
  public T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public T copy(T from) {
    T to = blank();
    all().forEach(part -> part.copy(from, to));
    return to;
  }

  @Override
  public T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public T createInstance() {
    return blank();
  }
}
