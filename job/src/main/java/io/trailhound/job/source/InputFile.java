package io.trailhound.job.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.flink.core.fs.Path;

/**
 * One file to read, on any file system that Flink knows.
 *
 * @param path as the user named it, or its folder
 * @param size in bytes
 */
public record InputFile(String path, long size) {

  public InputStream open() throws IOException {
    Path file = new Path(path);
    return file.getFileSystem().open(file);
  }

  /** Whether opening it costs next to nothing. */
  boolean isLocal() {
    URI uri = new Path(path).toUri();
    return uri.getScheme() == null || uri.getScheme().equals("file");
  }

  /** As it stands before the line in the position of a record: {@code folder/file.gz:}. */
  String source() {
    return (isLocal() ? new Path(path).getPath() : path) + ":";
  }

  /** The name without its folders. */
  String name() {
    return new Path(path).getName();
  }
}
