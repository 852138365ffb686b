package io.trailhound.job.source.kinesis;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A record of Kinesis in, what its producer put into it out: several records where the Kinesis
 * Producer Library (or another with its format) has packed them into one, else the record itself.
 *
 * <p>The format is the library's, as its documentation has it: four bytes that nothing else begins
 * with, a protobuf message, and the MD5 of that message. What only looks like it is left as it is.
 * Keys are passed over: which shard a record belongs to is for who writes.
 */
final class UserRecords {
  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
  private static final int DIGEST_BYTES = 16;

  /** Of the message, and of each record in it. */
  private static final int RECORDS = 3;

  private static final int DATA = 3;

  // Kinds of values in protobuf.
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH_AND_BYTES = 2;
  private static final int FOUR_BYTES = 5;

  /** A varint says in the eighth bit of each byte whether another follows. */
  private static final int LONGEST_VARINT = 10;

  private UserRecords() {}

  /** At least one; of a packed record that holds none, an empty one. */
  static List<byte[]> in(byte[] record) {
    ByteBuffer message = message(record);
    if (message == null) {
      return List.of(record);
    }
    try {
      List<byte[]> records = new ArrayList<>();
      for (ByteBuffer each : fields(message, RECORDS)) {
        List<ByteBuffer> data = fields(each, DATA);
        records.add(data.isEmpty() ? new byte[0] : bytes(data.get(data.size() - 1)));
      }
      return records.isEmpty() ? List.of(new byte[0]) : records;
    } catch (IllegalArgumentException broken) {
      return List.of(record);
    }
  }

  /** Null when it isn't packed. */
  private static ByteBuffer message(byte[] record) {
    int end = record.length - DIGEST_BYTES;
    if (end < MAGIC.length || !Arrays.equals(record, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return null;
    }
    ByteBuffer message = ByteBuffer.wrap(record, MAGIC.length, end - MAGIC.length);
    byte[] digest = md5(message.duplicate());
    return Arrays.equals(record, end, record.length, digest, 0, DIGEST_BYTES) ? message : null;
  }

  private static byte[] md5(ByteBuffer message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(message);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /** The values of a field that are made of bytes. */
  private static List<ByteBuffer> fields(ByteBuffer message, int wanted) {
    List<ByteBuffer> found = new ArrayList<>();
    while (message.hasRemaining()) {
      long tag = varint(message);
      ByteBuffer value = value(message, (int) (tag & 7));
      if (tag == (wanted << 3 | LENGTH_AND_BYTES)) {
        found.add(value);
      }
    }
    return found;
  }

  private static ByteBuffer value(ByteBuffer message, int kind) {
    switch (kind) {
      case VARINT -> {
        long unused = varint(message);
        return null;
      }
      case EIGHT_BYTES -> {
        return take(message, Long.BYTES);
      }
      case LENGTH_AND_BYTES -> {
        return take(message, varint(message));
      }
      case FOUR_BYTES -> {
        return take(message, Integer.BYTES);
      }
      default -> throw new IllegalArgumentException("no kind of values that is in use");
    }
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT && message.hasRemaining(); i++) {
      byte next = message.get();
      value |= (next & 0x7FL) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number without an end");
  }

  private static ByteBuffer take(ByteBuffer message, long length) {
    if (length < 0 || length > message.remaining()) {
      throw new IllegalArgumentException("longer than what it's in");
    }
    ByteBuffer taken = message.slice(message.position(), (int) length);
    message.position(message.position() + (int) length);
    return taken;
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return bytes;
  }
}
