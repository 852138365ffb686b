package io.trailhound.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Texts and numbers of one record in few bytes: a byte for no text, for one that the record had
 * before ({@link #remember}) and for a word that both sides know; Latin-1 where it suffices, for
 * which Java copies bytes; and two bytes a character for the rest, whatever surrogates are in it.
 * Not for several threads.
 */
final class CompactTexts {
  private static final int NULL = 0;
  private static final int REMEMBERED = 3;

  private static final int KINDS = 3;
  private static final int LATIN = 0;
  private static final int WIDE = 1;
  private static final int WORD = 2;

  private static final int LOW_BITS = 0x7f;
  private static final int MORE = 0x80;

  private final List<String> words;
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Of this record; only the first {@link #known} count. */
  private final String[] before = new String[REMEMBERED];

  private int known;
  private byte[] buffer = new byte[256];

  CompactTexts(List<String> words) {
    this.words = words;
    for (int i = 0; i < words.size(); i++) {
      numbers.put(words.get(i), i);
    }
  }

  /** Forgets the texts of the record before. */
  void begin() {
    known = 0;
  }

  /** Notes a text that may come again in this record; null is none. */
  void remember(String text) {
    before[known++] = text;
  }

  /** Writes what is often one of the words. */
  void writeWord(String text, DataOutputView out) throws IOException {
    Integer number = text == null ? null : numbers.get(text);
    if (number == null) {
      write(text, out);
    } else {
      writeCode(number, WORD, out);
    }
  }

  void write(String text, DataOutputView out) throws IOException {
    if (text == null) {
      out.writeByte(NULL);
      return;
    }
    for (int i = 0; i < known; i++) {
      if (text.equals(before[i])) {
        out.writeByte(1 + i);
        return;
      }
    }
    int length = text.length();
    if (latin(text, length)) {
      writeCode(length, LATIN, out);
      out.write(buffer, 0, length);
    } else {
      writeCode(length, WIDE, out);
      out.writeChars(text);
    }
  }

  /** Copies a text into the buffer; false where it has characters of more than a byte. */
  private boolean latin(String text, int length) {
    byte[] bytes = room(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0xff) {
        return false;
      }
      bytes[i] = (byte) c;
    }
    return true;
  }

  private byte[] room(int length) {
    if (buffer.length < length) {
      buffer = new byte[2 * length];
    }
    return buffer;
  }

  private static void writeCode(long number, int kind, DataOutputView out) throws IOException {
    writeNumber(1 + REMEMBERED + number * KINDS + kind, out);
  }

  String read(DataInputView in) throws IOException {
    int code = (int) readNumber(in);
    if (code == NULL) {
      return null;
    }
    if (code <= REMEMBERED) {
      return before[code - 1];
    }
    int number = (code - 1 - REMEMBERED) / KINDS;
    return switch ((code - 1 - REMEMBERED) % KINDS) {
      case WORD -> words.get(number);
      case WIDE -> readWide(number, in);
      default -> {
        byte[] bytes = room(number);
        in.readFully(bytes, 0, number);
        yield new String(bytes, 0, number, StandardCharsets.ISO_8859_1);
      }
    };
  }

  private static String readWide(int length, DataInputView in) throws IOException {
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = in.readChar();
    }
    return new String(chars);
  }

  /** Writes a number, small ones of at least 0 in few bytes. */
  static void writeNumber(long number, DataOutputView out) throws IOException {
    long rest = number;
    while ((rest & ~LOW_BITS) != 0) {
      out.writeByte((int) (rest & LOW_BITS) | MORE);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long readNumber(DataInputView in) throws IOException {
    long number = 0;
    int shift = 0;
    while (true) {
      byte next = in.readByte();
      number |= (long) (next & LOW_BITS) << shift;
      if (next >= 0) {
        return number;
      }
      shift += 7;
    }
  }
}
