package io.trailhound.model;

import static io.trailhound.model.CompactTexts.readNumber;
import static io.trailhound.model.CompactTexts.writeNumber;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A text to bytes and back, of which the first says how: a word that both sides know; what is a
 * number in truth ({@link TextNumber}); letters with what is common in them shortened ({@link
 * CommonParts}); or as it is, whatever surrogates are in it.
 */
final class TextBytes {
  /** First bytes; those below {@link #OTHERS} are {@link CompactTexts}'s. */
  static final int NULL = 0;

  static final int REMEMBERED = 1;
  static final int MOST_REMEMBERED = 15;
  static final int SHAPES = REMEMBERED + MOST_REMEMBERED;
  static final int OTHERS = SHAPES + 16;

  private static final int NUMBERS = OTHERS;
  private static final int LATIN = OTHERS + 8;
  private static final int WIDE = OTHERS + 9;
  private static final int LONG = OTHERS + 10;
  private static final int RARE_WORD = OTHERS + 11;
  private static final int SHORT = OTHERS + 12;

  /** Lengths of shortened texts that stand in the first byte. */
  private static final int SHORT_LENGTHS = 64;

  private static final int WORDS = SHORT + SHORT_LENGTHS;
  private static final int FREQUENT = 256 - WORDS;

  /** Characters; a longer text is an attacker's, perhaps a list as long as an event can be. */
  private static final int LONGEST_SHORTENED = 2_048;

  /** Places for texts that were read lately; a power of two. */
  private static final int PLACES = 1 << 13;

  private final List<String> words;
  private final Map<String, Integer> places = new HashMap<>();
  private final Met[] met = new Met[PLACES];
  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private byte[] buffer = new byte[256];

  private static final class Met {
    private final int code;
    private final byte[] bytes;
    private final String text;

    Met(int code, byte[] bytes, String text) {
      this.code = code;
      this.bytes = bytes;
      this.text = text;
    }
  }

  /**
   * @param words the most frequent ones first
   */
  TextBytes(List<String> words) {
    this.words = words;
    for (int i = 0; i < words.size(); i++) {
      places.putIfAbsent(words.get(i), i);
    }
  }

  List<String> words() {
    return words;
  }

  byte[] bytes(String text) {
    try {
      out.clear();
      write(text);
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written but memory", e);
    }
  }

  private void write(String text) throws IOException {
    Integer word = places.get(text);
    TextNumber number = word == null ? TextNumber.of(text) : null;
    if (word != null && word < FREQUENT) {
      out.writeByte(WORDS + word);
    } else if (word != null) {
      out.writeByte(RARE_WORD);
      writeNumber(word, out);
    } else if (number != null) {
      out.writeByte(NUMBERS + TextNumber.ALL.indexOf(number));
      number.write(text, out);
    } else {
      writeLetters(text);
    }
  }

  private void writeLetters(String text) throws IOException {
    byte[] all = room(text.length());
    int length = text.length() <= LONGEST_SHORTENED ? CommonParts.shorten(text, all) : -1;
    if (length >= 0) {
      if (length < SHORT_LENGTHS) {
        out.writeByte(SHORT + length);
      } else {
        out.writeByte(LONG);
        writeNumber(length, out);
      }
      out.write(all, 0, length);
    } else if (isLatin(text)) {
      out.writeByte(LATIN);
      writeNumber(text.length(), out);
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      out.writeByte(WIDE);
      writeNumber(text.length(), out);
      out.writeChars(text);
    }
  }

  private static boolean isLatin(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  private byte[] room(int length) {
    if (buffer.length < length) {
      buffer = new byte[2 * length];
    }
    return buffer;
  }

  /**
   * Reads a text.
   *
   * @param code its first byte
   */
  String read(int code, DataInputView in) throws IOException {
    if (code >= WORDS) {
      return words.get(code - WORDS);
    }
    if (code >= SHORT) {
      return readKept(code, code - SHORT, in);
    }
    return switch (code) {
      case RARE_WORD -> words.get((int) readNumber(in));
      case LONG -> readKept(code, (int) readNumber(in), in);
      case LATIN -> readLatin((int) readNumber(in), in);
      case WIDE -> readWide((int) readNumber(in), in);
      default -> readKept(code, TextNumber.ALL.get(code - NUMBERS).bytes(), in);
    };
  }

  /** Of bytes that were read lately the same text. */
  private String readKept(int code, int length, DataInputView in) throws IOException {
    byte[] bytes = room(length);
    in.readFully(bytes, 0, length);
    int hash = code;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    Met last = met[place];
    if (last != null
        && last.code == code
        && Arrays.equals(last.bytes, 0, last.bytes.length, bytes, 0, length)) {
      return last.text;
    }
    String text =
        code < LATIN
            ? TextNumber.ALL.get(code - NUMBERS).text(bytes)
            : CommonParts.whole(bytes, length);
    if (text.length() <= CompactTexts.LONGEST_KEPT) {
      met[place] = new Met(code, Arrays.copyOf(bytes, length), text);
    }
    return text;
  }

  private String readLatin(int length, DataInputView in) throws IOException {
    byte[] bytes = room(length);
    in.readFully(bytes, 0, length);
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static String readWide(int length, DataInputView in) throws IOException {
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = in.readChar();
    }
    return new String(chars);
  }
}
