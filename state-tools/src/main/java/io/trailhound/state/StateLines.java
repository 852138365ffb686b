package io.trailhound.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.io.GenericInputFormat;
import org.apache.flink.api.common.io.NonParallelInput;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.GenericInputSplit;

/** A file that {@code state export} wrote in, its lines behind the first out. */
final class StateLines extends GenericInputFormat<String> implements NonParallelInput {
  private static final long serialVersionUID = 1L;

  private final String file;
  private transient BufferedReader lines;
  private transient String next;

  StateLines(String file) {
    this.file = file;
  }

  static BufferedReader open(String file) throws IOException {
    Path path = new Path(file);
    return new BufferedReader(
        new InputStreamReader(path.getFileSystem().open(path), StandardCharsets.UTF_8));
  }

  @Override
  public void open(GenericInputSplit split) throws IOException {
    super.open(split);
    lines = open(file);
    lines.readLine();
    next = lines.readLine();
  }

  @Override
  public boolean reachedEnd() {
    return next == null;
  }

  @Override
  public String nextRecord(String reuse) throws IOException {
    String line = next;
    next = lines.readLine();
    return line;
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }
}
