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

  boolean exists() throws IOException {
    Path file = new Path(path);
    return file.getFileSystem().exists(file);
  }

  /** Whether opening it costs next to nothing. */
  boolean isLocal() {
    URI uri = new Path(path).toUri();
    return uri.getScheme() == null || uri.getScheme().equals("file");
  }

  /** Whether a file is not seen before it's complete, as in S3. */
  boolean appearsWhole() {
    String scheme = new Path(path).toUri().getScheme();
    return scheme != null && scheme.startsWith("s3");
  }

  /** As it stands before the line in the position of a record: {@code folder/file.gz:}. */
  public String source() {
    return (isLocal() ? new Path(path).getPath() : path) + ":";
  }

  String folder() {
    return new Path(path).getParent().toString();
  }

  /** The name without its folders. */
  String name() {
    return new Path(path).getName();
  }
}
