package io.trailhound.job.source.kinesis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Records packed into one as the Kinesis Producer Library does it. */
public final class Packed {
  private static final byte[] MAGIC = HexFormat.of().parseHex("f3899ac2");

  private Packed() {}

  public static byte[] of(List<byte[]> records) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    field(message, 1, "key".getBytes(StandardCharsets.UTF_8));
    field(message, 2, "12345678901234567890".getBytes(StandardCharsets.UTF_8));
    records.forEach(record -> field(message, 3, record(record)));
    return sealed(message.toByteArray());
  }

  private static byte[] record(byte[] data) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(new byte[] {0x08, 0x00, 0x10, 0x00}); // indexes of both keys
    field(record, 3, data);
    field(record, 4, new byte[] {0x0a, 0x01, 'k'}); // a tag, which no library writes so far
    return record.toByteArray();
  }

  /** A message between what it begins and ends with. */
  static byte[] sealed(byte[] message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MAGIC);
    bytes.writeBytes(message);
    bytes.writeBytes(md5(message));
    return bytes.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] value) {
    out.write((number << 3) | 2);
    int left = value.length;
    while (left > 0x7f) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
    out.writeBytes(value);
  }

  private static byte[] md5(byte[] message) {
    try {
      return MessageDigest.getInstance("MD5").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
