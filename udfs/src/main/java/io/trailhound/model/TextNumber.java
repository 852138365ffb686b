package io.trailhound.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Texts that are numbers, letter by letter: on the network they go as these, in a third to a half
 * of the bytes. A text that another of the same number would come back as isn't one. The order of
 * the constants is that form.
 */
enum TextNumber {
  /** An IPv4 address. */
  ADDRESS(4),
  UUIDS(16),
  /** An AWS account, twelve digits. */
  ACCOUNT(5),
  /** An access key: capitals and digits. */
  KEY(14),
  /** A unique id of IAM, a character longer. */
  ID(14);

  static final List<TextNumber> ALL = List.of(values());

  private static final int UUID_LENGTH = 36;
  private static final int ACCOUNT_LENGTH = 12;
  private static final int KEY_LENGTH = 20;
  private static final int ID_LENGTH = 21;
  private static final int LONGEST_ADDRESS = "255.255.255.255".length();

  /** Capitals and digits of which a long holds so many; the rest goes into six bytes. */
  private static final int IN_LONG = 12;

  private static final int RADIX = 36;

  private final int bytes;

  TextNumber(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** Null where a text is none. */
  static TextNumber of(String text) {
    TextNumber byLength =
        switch (text.length()) {
          case ACCOUNT_LENGTH -> ACCOUNT;
          case KEY_LENGTH -> KEY;
          case ID_LENGTH -> ID;
          case UUID_LENGTH -> UUIDS;
          default -> ADDRESS;
        };
    if (byLength.fits(text)) {
      return byLength;
    }
    // One of twelve characters isn't an account.
    return isAddress(text) ? ADDRESS : null;
  }

  private boolean fits(String text) {
    return switch (this) {
      case ACCOUNT -> isDigits(text);
      case KEY, ID -> isKey(text);
      case UUIDS -> Uuids.parse(text) != null;
      case ADDRESS -> isAddress(text);
    };
  }

  private static boolean isAddress(String text) {
    if (text.isEmpty() || text.length() > LONGEST_ADDRESS || text.charAt(0) > '9') {
      return false;
    }
    return text.indexOf(':') < 0 && !hasLeadingZero(text) && IpAddress.parse(text) != null;
  }

  private static boolean hasLeadingZero(String numbers) {
    for (int i = 0; i < numbers.length() - 1; i++) {
      boolean begins = i == 0 || numbers.charAt(i - 1) == '.';
      if (begins && numbers.charAt(i) == '0' && numbers.charAt(i + 1) != '.') {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isKey(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
        return false;
      }
    }
    return true;
  }

  void write(String text, DataOutputView out) throws IOException {
    switch (this) {
      case ADDRESS -> out.write(IpAddress.parse(text));
      case UUIDS -> {
        UUID uuid = Uuids.parse(text);
        out.writeLong(uuid.getMostSignificantBits());
        out.writeLong(uuid.getLeastSignificantBits());
      }
      case ACCOUNT -> writeLow(Long.parseLong(text), bytes, out);
      case KEY, ID -> {
        out.writeLong(Long.parseLong(text, 0, IN_LONG, RADIX));
        writeLow(Long.parseLong(text, IN_LONG, text.length(), RADIX), bytes - Long.BYTES, out);
      }
    }
  }

  private static void writeLow(long number, int bytes, DataOutputView out) throws IOException {
    for (int i = bytes - 1; i >= 0; i--) {
      out.writeByte((int) (number >>> (Byte.SIZE * i)));
    }
  }

  /** The text that was written as the first bytes. */
  String text(byte[] from) {
    ByteBuffer in = ByteBuffer.wrap(from);
    return switch (this) {
      case ADDRESS -> address(from);
      case UUIDS -> new UUID(in.getLong(), in.getLong()).toString();
      case ACCOUNT -> {
        byte[] all = new byte[ACCOUNT_LENGTH];
        digits(low(in, bytes), 10, all, 0, all.length);
        yield ascii(all);
      }
      case KEY, ID -> {
        byte[] all = new byte[this == KEY ? KEY_LENGTH : ID_LENGTH];
        digits(in.getLong(), RADIX, all, 0, IN_LONG);
        digits(low(in, bytes - Long.BYTES), RADIX, all, IN_LONG, all.length);
        yield ascii(all);
      }
    };
  }

  private static long low(ByteBuffer in, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << Byte.SIZE | Byte.toUnsignedLong(in.get());
    }
    return number;
  }

  /** With zeros before it where it's shorter. */
  private static void digits(long number, int radix, byte[] to, int from, int end) {
    long rest = number;
    for (int i = end - 1; i >= from; i--) {
      int digit = (int) (rest % radix);
      to[i] = (byte) (digit < 10 ? '0' + digit : 'A' + digit - 10);
      rest /= radix;
    }
  }

  private static String address(byte[] bytes) {
    byte[] all = new byte[LONGEST_ADDRESS];
    int length = 0;
    for (int i = 0; i < ADDRESS.bytes; i++) {
      int octet = bytes[i] & 0xff;
      int end = length + (octet < 10 ? 1 : octet < 100 ? 2 : 3);
      digits(octet, 10, all, length, end);
      length = end;
      if (i < ADDRESS.bytes - 1) {
        all[length++] = '.';
      }
    }
    return new String(all, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
