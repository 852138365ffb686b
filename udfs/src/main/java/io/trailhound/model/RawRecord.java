package io.trailhound.model;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/**
 * A record's original bytes where they were read, among those of others: to copy each record's took
 * a tenth of decoding, and hardly any is asked for. Who read them uses the array again once the
 * event is through, so what is to be kept for longer is a {@link #copy()}. On its way over a
 * network, and where Flink copies it, it's the record's bytes alone.
 */
public final class RawRecord implements CopyableValue<RawRecord> {
  private static final long serialVersionUID = 1L;

  private byte[] bytes = {};
  private int from;
  private int length;

  /** For Flink. */
  public RawRecord() {}

  /** The part of {@code bytes} from {@code from} to {@code to}. */
  public RawRecord(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.length = to - from;
  }

  public static RawRecord of(byte[] bytes) {
    return new RawRecord(bytes, 0, bytes.length);
  }

  public int length() {
    return length;
  }

  /** An array of these bytes alone. */
  public byte[] bytes() {
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** What {@link Hash128} makes of them. */
  public String hash() {
    return Hash128.hex(bytes, from, length);
  }

  /** By the bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RawRecord record && Arrays.equals(bytes(), record.bytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes());
  }

  @Override
  public int getBinaryLength() {
    return -1;
  }

  @Override
  public RawRecord copy() {
    return of(bytes());
  }

  @Override
  public void copyTo(RawRecord target) {
    target.bytes = bytes();
    target.from = 0;
    target.length = length;
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int count = source.readInt();
    target.writeInt(count);
    target.write(source, count);
  }

  @Override
  public void write(DataOutputView out) throws IOException {
    out.writeInt(length);
    out.write(bytes, from, length);
  }

  @Override
  public void read(DataInputView in) throws IOException {
    length = in.readInt();
    from = 0;
    bytes = new byte[length];
    in.readFully(bytes);
  }
}
