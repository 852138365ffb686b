package io.trailhound.writeback;

import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;

/** A value state of which {@link HeldState} holds what was used last. */
final class HeldValue<T> implements ValueState<T> {
  private final HeldState<?> held;
  private final int number;
  private final ValueState<T> stored;

  /** The value of a key. */
  private final class Slot implements HeldState.Part {
    private T value;
    private int bytes;
    private boolean isStored;
    private boolean isWritten = true;

    /**
     * @param isStored whether the database may have one
     */
    private Slot(boolean isStored) {
      this.isStored = isStored;
    }

    private void set(T now) {
      int before = bytes;
      value = now;
      bytes = held.bytes(now);
      held.add(bytes - before);
    }

    @Override
    public void write() throws IOException {
      if (!isWritten) {
        stored.update(value);
        isStored = true;
        isWritten = true;
      }
    }

    @Override
    public boolean isEmpty() {
      return value == null;
    }
  }

  /**
   * @param name of the state
   */
  HeldValue(HeldState<?> held, String name, ValueState<T> stored) {
    this.held = held;
    this.number = held.register(name);
    this.stored = stored;
  }

  @SuppressWarnings("unchecked") // nobody else puts something under this number
  private Slot slot() {
    return (Slot) held.part(number);
  }

  private Slot put(boolean isStored) {
    Slot slot = new Slot(isStored);
    held.put(number, slot);
    return slot;
  }

  @Override
  public T value() throws IOException {
    Slot slot = slot();
    if (slot == null) {
      T value = held.mayBeStored(number) ? stored.value() : null;
      slot = put(value != null);
      slot.set(value);
    }
    return slot.value;
  }

  @Override
  public void update(T value) {
    if (value == null) {
      clear();
      return;
    }
    Slot slot = slot();
    slot = slot == null ? put(held.mayBeStored(number)) : slot;
    slot.set(value);
    slot.isWritten = false;
  }

  @Override
  public void clear() {
    Slot slot = slot();
    slot = slot == null ? put(held.mayBeStored(number)) : slot;
    if (slot.isStored) {
      stored.clear();
      slot.isStored = false;
    }
    slot.set(null);
    slot.isWritten = true;
  }
}
