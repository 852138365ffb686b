package io.trailhound.text;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * A path in S3 in any of its spellings in; the same one in that which a file system here answers,
 * or in that which state knows, out. {@code s3p://} is that of Flink's plugin flink-s3-fs-presto,
 * {@code s3a://} that of flink-s3-fs-hadoop and of Amazon Managed Service for Apache Flink, {@code
 * s3://} that of whichever was loaded last. All three name the same object.
 */
public final class S3Spelling {
  /** In state, where one object has one name. It was the only one that 0.1.0 was told to read. */
  public static final String IN_STATE = "s3p";

  /** What is of one file system alone comes first. */
  private static final List<String> ALL = List.of("s3a", IN_STATE, "s3");

  private static final Pattern PATH = Pattern.compile("s3[ap]?:/.*", Pattern.DOTALL);

  private S3Spelling() {}

  /** Whether the path is one in S3. */
  public static boolean isIn(String path) {
    return PATH.matcher(path).matches();
  }

  /** The path as state knows it; any that isn't in S3 stays as it is. */
  public static String inState(String path) {
    return isIn(path) ? IN_STATE + path.substring(path.indexOf(':')) : path;
  }

  /**
   * The path as it is read and written in this process. It stays as it is where a file system
   * answers to it, where none answers to any spelling, and when it isn't in S3.
   */
  public static Path loaded(Path path) {
    if (!isIn(path.toUri().toString()) || isAnswered(path)) {
      return path;
    }
    return ALL.stream()
        .map(scheme -> spelled(path.toUri(), scheme))
        .filter(S3Spelling::isAnswered)
        .findFirst()
        .orElse(path);
  }

  /** Whether S3 can be read at all in this process. */
  public static boolean isLoaded() {
    return isAnswered(loaded(new Path(IN_STATE + "://any/")));
  }

  private static Path spelled(URI uri, String scheme) {
    try {
      return new Path(new URI(scheme, uri.getAuthority(), uri.getPath(), null, null));
    } catch (URISyntaxException never) { // it was a URI before
      throw new IllegalArgumentException(never.getMessage(), never);
    }
  }

  /** Asks Flink, which makes a file system for each bucket once and doesn't ask S3. */
  private static boolean isAnswered(Path path) {
    try {
      return FileSystem.getUnguardedFileSystem(path.toUri()) != null;
    } catch (UnsupportedFileSystemSchemeException nobody) {
      return false;
    } catch (IOException | RuntimeException failing) {
      return true; // it says why when it's used
    }
  }
}
