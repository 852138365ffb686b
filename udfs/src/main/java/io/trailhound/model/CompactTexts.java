package io.trailhound.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Texts and numbers of one record in few bytes: a byte for no text and for one that the record had
 * before, an ARN and the like by its parts ({@link TextShape}), which the record has had then too;
 * any other as {@link TextBytes} has it. Nothing is known from other records, which may have gone
 * elsewhere; but what was written or read lately is at hand, so that texts that repeat cost neither
 * look nor a copy. A thread has one for all edges that its task writes to and reads from: the
 * signals of an event go several ways, with the same texts.
 */
final class CompactTexts {
  /** An ARN in a group is a shape in another; deeper ones are an attacker's. */
  private static final int DEEPEST = 2;

  /** Places for texts that were met lately; a power of two. */
  private static final int PLACES = 1 << 13;

  /** Characters: longer texts don't repeat, and thousands would be kept. */
  static final int LONGEST_KEPT = 256;

  private static final ThreadLocal<CompactTexts> OF_THREAD = new ThreadLocal<>();

  private static final int LOW_BITS = 0x7f;
  private static final int MORE = 0x80;

  private final TextBytes texts;
  private final Written[] written = new Written[PLACES];
  private final Joined[] joined = new Joined[PLACES];

  /** Of this record, as it was read; only the first {@link #known} count. */
  private final String[] before = new String[TextBytes.MOST_REMEMBERED];

  /** The same, as it was written. */
  private final Written[] writtenBefore = new Written[TextBytes.MOST_REMEMBERED];

  private int known;

  /** How a text is written; what of it is asked for is worked out once. */
  private static final class Written {
    private final String text;
    private final int hash;

    /** Null where it has none. */
    private final TextShape shape;

    private byte[] bytes;
    private Written[] parts;

    Written(String text, TextShape shape) {
      this.text = text;
      this.hash = text.hashCode();
      this.shape = shape;
    }

    /** Whether both are of one text; nearly all others are told by their hash. */
    boolean isOf(Written other) {
      return this == other || (hash == other.hash && text.equals(other.text));
    }
  }

  private record Joined(String text, TextShape shape, List<String> parts) {}

  private CompactTexts(List<String> words) {
    texts = new TextBytes(words);
  }

  /**
   * The one of this thread.
   *
   * @param words the most frequent ones first; of a job the same on all edges
   */
  static CompactTexts ofThread(List<String> words) {
    CompactTexts last = OF_THREAD.get();
    if (last == null || !last.texts.words().equals(words)) {
      last = new CompactTexts(words);
      OF_THREAD.set(last);
    }
    return last;
  }

  /** Forgets the texts of the record before. */
  void begin() {
    known = 0;
  }

  /** Notes a text that may come again in this record, as long as there's room. */
  private void remember(String text) {
    if (known < before.length) {
      before[known++] = text;
    }
  }

  /** Writes what may come several times in the record, or with parts that do. */
  void write(String text, DataOutputView out) throws IOException {
    if (text == null) {
      out.writeByte(TextBytes.NULL);
    } else {
      write(form(text), 0, out);
    }
  }

  private void write(Written form, int depth, DataOutputView out) throws IOException {
    for (int i = 0; i < known; i++) {
      if (writtenBefore[i].isOf(form)) {
        out.writeByte(TextBytes.REMEMBERED + i);
        return;
      }
    }
    if (form.shape == null || depth == DEEPEST) {
      out.write(bytes(form));
    } else {
      out.writeByte(TextBytes.SHAPES + TextShape.ALL.indexOf(form.shape));
      for (Written part : parts(form)) {
        write(part, depth + 1, out);
      }
    }
    if (known < writtenBefore.length) {
      writtenBefore[known++] = form;
    }
  }

  /** Writes what comes but once in a record: nobody looks for it there. */
  void writeAlone(String text, DataOutputView out) throws IOException {
    if (text == null) {
      out.writeByte(TextBytes.NULL);
    } else {
      out.write(bytes(form(text)));
    }
  }

  private Written form(String text) {
    if (text.length() > LONGEST_KEPT) {
      return new Written(text, null);
    }
    int place = place(text.hashCode());
    Written form = written[place];
    if (form == null || !form.text.equals(text)) {
      form = new Written(text, TextShape.of(text));
      written[place] = form;
    }
    return form;
  }

  private byte[] bytes(Written form) {
    if (form.bytes == null) {
      form.bytes = texts.bytes(form.text);
    }
    return form.bytes;
  }

  private Written[] parts(Written form) {
    if (form.parts == null) {
      List<String> parts = form.shape.split(form.text);
      form.parts = new Written[parts.size()];
      for (int i = 0; i < form.parts.length; i++) {
        form.parts[i] = form(parts.get(i));
      }
    }
    return form.parts;
  }

  private static int place(int hash) {
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }

  String read(DataInputView in) throws IOException {
    int code = in.readUnsignedByte();
    if (code == TextBytes.NULL) {
      return null;
    }
    if (code < TextBytes.SHAPES) {
      return before[code - TextBytes.REMEMBERED];
    }
    String text = code < TextBytes.OTHERS ? join(code, in) : texts.read(code, in);
    remember(text);
    return text;
  }

  String readAlone(DataInputView in) throws IOException {
    int code = in.readUnsignedByte();
    return code == TextBytes.NULL ? null : texts.read(code, in);
  }

  private String join(int code, DataInputView in) throws IOException {
    TextShape shape = TextShape.ALL.get(code - TextBytes.SHAPES);
    List<String> parts = new ArrayList<>(shape.count());
    int hash = code;
    for (int i = 0; i < shape.count(); i++) {
      String part = read(in);
      parts.add(part);
      hash = 31 * hash + part.hashCode();
    }
    int place = place(hash);
    Joined last = joined[place];
    if (last != null && last.shape == shape && last.parts.equals(parts)) {
      return last.text;
    }
    String text = shape.join(parts);
    if (text.length() <= LONGEST_KEPT) {
      joined[place] = new Joined(text, shape, parts);
    }
    return text;
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
