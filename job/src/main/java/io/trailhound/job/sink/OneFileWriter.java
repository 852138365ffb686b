package io.trailhound.job.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/** Values in, lines at the end of a file out, each there for a reader as soon as it's written. */
final class OneFileWriter<T> implements StatefulSinkWriter<T, FileLength> {
  private final String path;
  private final EncodeLine<T> encode;
  private final FileChannel file;

  /** Not a pipe or a terminal. */
  private final boolean seekable;

  /**
   * Opens the file, or makes it and its folders.
   *
   * @param length what lies behind it was written after the checkpoint and is cut off
   */
  OneFileWriter(String path, long length, EncodeLine<T> encode) throws IOException {
    this.path = path;
    this.encode = encode;
    Path target = Path.of(path);
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    this.file = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.seekable = Files.isRegularFile(target);
    if (seekable) {
      file.truncate(length);
      file.position(file.size());
    }
  }

  @Override
  public void write(T value, Context context) throws IOException {
    ByteBuffer line =
        ByteBuffer.wrap((encode.encode(value) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      file.write(line);
    }
  }

  @Override
  public void flush(boolean endOfInput) {
    // Nothing is held back.
  }

  @Override
  public List<FileLength> snapshotState(long checkpointId) throws IOException {
    if (!seekable) {
      return List.of();
    }
    file.force(false);
    return List.of(new FileLength(path, file.position()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
