package io.trailhound.job.source.listing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.apache.flink.core.fs.Path;

/**
 * One file to read, here or on any file system that Flink knows.
 *
 * @param path as the user named it, or its folder
 * @param size in bytes
 */
public record InputFile(String path, long size) {

  public InputStream open() throws IOException {
    try {
      if (isLocal()) {
        return Files.newInputStream(where().local());
      }
      Path file = where().remote();
      return file.getFileSystem().open(file);
    } catch (IllegalArgumentException noName) {
      throw new IOException(noName.getMessage(), noName);
    }
  }

  public boolean exists() throws IOException {
    if (isLocal()) {
      return Files.exists(where().local());
    }
    Path file = where().remote();
    return file.getFileSystem().exists(file);
  }

  private InputPath where() {
    return InputPath.of(path);
  }

  /** Whether opening it costs next to nothing. */
  public boolean isLocal() {
    return where().isLocal();
  }

  /** Whether a file is not seen before it's complete, as in S3. */
  public boolean appearsWhole() {
    return !isLocal() && where().scheme().startsWith("s3");
  }

  /** As it stands before the line in the position of a record: {@code folder/file.gz:}. */
  public String source() {
    return (isLocal() ? where().path() : path) + ":";
  }

  public String folder() {
    return where().folder();
  }

  /** The name without its folders. */
  public String name() {
    return where().name();
  }
}
