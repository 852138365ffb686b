package io.trailhound.job.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * A file of lines that may still grow: each whole line goes out once. What stands behind the last
 * line break isn't a line yet.
 */
final class FollowedFile {
  /** An alert's document has at most 256 KB. */
  static final int LONGEST = 1 << 20;

  /** Takes lines. */
  interface Lines {
    /**
     * @param bytes with the line in it, without its line break; theirs again afterwards
     * @param offset of the line in the file
     */
    void line(FollowedFile file, byte[] bytes, int from, int length, long offset);

    /** A line that's longer than {@link #LONGEST}. */
    void tooLong(FollowedFile file, long offset);

    /** What was read before is another file's. */
    void another(FollowedFile file);
  }

  /** How much of what was read is looked at again, at its beginning and at its end, in bytes. */
  private static final int COMPARED = 1024;

  /**
   * Bytes that were read.
   *
   * @param sum of them, by CRC-32C
   */
  private record Mark(long from, int length, long sum) {
    static Mark of(long from, byte[] bytes, int begin, int length) {
      CRC32C sum = new CRC32C();
      sum.update(bytes, begin, length);
      return new Mark(from, length, sum.getValue());
    }
  }

  private final Path path;
  private Object key;
  private FileTime written;
  private Mark head;
  private Mark tail;
  private long size;
  private long offset;

  /** Whether the beginning of the line at {@link #offset} was passed over. */
  private boolean inLongLine;

  FollowedFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** How many bytes aren't read yet, as far as was looked. */
  long unread() {
    return size - offset;
  }

  /** How many bytes it has, as far as was looked. */
  long size() {
    return size;
  }

  /**
   * Looks what is there now, without reading it.
   *
   * @throws IOException when it's gone
   */
  void look(Lines lines) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    boolean touched = size != now.size() || !now.lastModifiedTime().equals(written);
    if (now.size() < offset
        || (key != null && !Objects.equals(key, now.fileKey()))
        || (touched && !(isThere(head) && isThere(tail)))) {
      startOver(lines);
    }
    key = now.fileKey();
    written = now.lastModifiedTime();
    size = now.size();
  }

  /** Whoever writes the same file again doesn't go on behind what it had. */
  private boolean isThere(Mark mark) throws IOException {
    if (mark == null) {
      return true;
    }
    byte[] now = bytes(mark.from(), mark.length());
    return mark.equals(Mark.of(mark.from(), now, 0, now.length));
  }

  /** Reads it from its beginning the next time: it's another file now. */
  void startOver(Lines lines) {
    lines.another(this);
    readAgain();
  }

  /** Reads the same from its beginning the next time. */
  void readAgain() {
    offset = 0;
    inLongLine = false;
    head = null;
    tail = null;
  }

  /**
   * Reads one buffer of it.
   *
   * @param buffer of {@link #LONGEST} bytes
   * @return whether there may be more whole lines
   */
  boolean readOn(byte[] buffer, Lines lines) throws IOException {
    int filled = read(offset, ByteBuffer.wrap(buffer));
    int begin = 0;
    for (int i = 0; i < filled; i++) {
      if (buffer[i] == '\n') {
        if (!inLongLine && i > begin) {
          lines.line(this, buffer, begin, i - begin, offset + begin);
        }
        inLongLine = false;
        begin = i + 1;
      }
    }
    if (begin == 0 && filled == buffer.length) {
      if (!inLongLine) {
        lines.tooLong(this, offset);
      }
      inLongLine = true;
      begin = filled;
    }
    mark(buffer, begin);
    offset += begin;
    size = Math.max(size, offset);
    return begin > 0;
  }

  private void mark(byte[] buffer, int length) {
    int compared = Math.min(length, COMPARED);
    if (compared == 0) {
      return;
    }
    head = offset == 0 ? Mark.of(0, buffer, 0, compared) : head;
    tail = Mark.of(offset + length - compared, buffer, length - compared, compared);
  }

  byte[] bytes(long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    read(from, ByteBuffer.wrap(bytes));
    return bytes;
  }

  private int read(long from, ByteBuffer into) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      while (into.hasRemaining() && channel.read(into, from + into.position()) >= 0) {
        // as much as there is
      }
    }
    return into.position();
  }
}
