package io.trailhound.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A file of text that a user wrote in; its text out, or a message with file and line. */
final class TextFile {
  /** A list of a million networks has a third of that. */
  static final int MOST_BYTES = 64 << 20;

  private static final char MARK = '\uFEFF';

  private TextFile() {}

  /**
   * The text, without the mark that spreadsheets put before it.
   *
   * @throws LookupException when it's larger than {@link #MOST_BYTES} or not UTF-8
   */
  static String read(Path path) throws IOException {
    byte[] bytes;
    try (InputStream in = FileSystem.get(path.toUri()).open(path)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new LookupException(
          name(path) + " has more than 64 MB. Right would be: a smaller file.");
    }
    String text = decoded(bytes, path);
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  private static String decoded(byte[] bytes, Path path) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder(); // which reports what is malformed
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = utf8.decode(in, out, true);
    if (result.isError()) {
      throw new LookupException(
          "%s: is no UTF-8 text. Right would be: UTF-8."
              .formatted(at(path, line(bytes, in.position()))));
    }
    return out.flip().toString();
  }

  private static int line(byte[] bytes, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  /** File and line, as messages have them. */
  static String at(Path path, int line) {
    return name(path) + ":" + line;
  }

  /** As the user knows it. */
  static String name(Path path) {
    boolean here = path.toUri().getScheme() == null || "file".equals(path.toUri().getScheme());
    return here ? path.getPath() : path.toString();
  }
}
