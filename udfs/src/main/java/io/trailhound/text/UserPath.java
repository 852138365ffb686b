package io.trailhound.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * What a user wrote for a file or folder in, Flink's path to it out. What begins like {@code s3p:/}
 * is on that file system, and everything else here, whatever it's called: Flink alone would look
 * for {@code a:b} on a file system {@code a}, and take {@code a\b} for {@code a/b}. One in S3 is
 * spelled as it's answered here ({@link S3Spelling}).
 */
public final class UserPath {
  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");
  private static final String HERE = "file:";

  private UserPath() {}

  /**
   * @throws IllegalArgumentException when no file system can have such a path
   */
  public static Path of(String text) {
    if (!isHere(text)) {
      return S3Spelling.loaded(new Path(text));
    }
    try {
      return new Path(new URI(null, null, local(text).toString(), null, null));
    } catch (URISyntaxException never) { // it begins with a slash
      throw new IllegalArgumentException(never.getMessage(), never);
    }
  }

  /** Whether it's on this machine. */
  public static boolean isHere(String text) {
    return text.startsWith(HERE + "/") || !WITH_SCHEME.matcher(text).matches();
  }

  /** The same of one that {@link #isHere is here}, absolute. */
  public static java.nio.file.Path local(String text) {
    String path = text.startsWith(HERE + "/") ? text.substring(HERE.length()) : text;
    return java.nio.file.Path.of(path).toAbsolutePath();
  }
}
