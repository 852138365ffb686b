package io.trailhound.job.source.listing;

import io.trailhound.text.S3Spelling;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * Text in, the file or folder that it names out; and back, so that a checkpoint holds text.
 *
 * <p>Names below what the user wrote are never parsed: Flink's Path would take {@code a:b} for a
 * file on a file system called {@code a}, and {@code a\b} for {@code a/b}. So java.nio opens what
 * is local, and Flink gets the parts of the rest as a URI.
 *
 * @param scheme null for a local path without one
 * @param authority the bucket or host; null without one
 * @param path with all characters as they are, nothing is escaped
 */
public record InputPath(String scheme, String authority, String path) {
  private static final Pattern WITH_SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(?=/)(?://([^/]*))?(.*)", Pattern.DOTALL);

  /** What {@link #text} gave. */
  public static InputPath of(String text) {
    Matcher parts = WITH_SCHEME.matcher(text);
    if (!parts.matches()) {
      return new InputPath(null, null, text);
    }
    boolean nowhere = parts.group(2) == null || parts.group(2).isEmpty();
    return new InputPath(parts.group(1), nowhere ? null : parts.group(2), parts.group(3));
  }

  /**
   * What the user wrote, without the slashes that say nothing.
   *
   * @throws IllegalArgumentException when no file system can have such a path
   */
  static InputPath ofUser(String text) {
    InputPath given = of(text);
    String path = given.path.replaceAll("/+", "/");
    path = path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    InputPath plain = new InputPath(given.scheme, given.authority, path);
    return plain.isLocal()
        ? plain
        : new InputPath(plain.scheme, plain.authority, plain.uri().normalize().getPath());
  }

  /** What lies in this folder under a name. */
  public InputPath child(String name) {
    boolean isHere = path.isEmpty() && isLocal();
    String folder = isHere || path.endsWith("/") ? path : path + "/";
    return new InputPath(scheme, authority, folder + name);
  }

  /** The name without its folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The text of the folder that it's in. */
  String folder() {
    String text = text();
    return text.substring(0, Math.max(0, text.lastIndexOf('/')));
  }

  public boolean isLocal() {
    return scheme == null || scheme.equals("file");
  }

  /**
   * @throws java.nio.file.InvalidPathException when this machine can't have such a name
   */
  java.nio.file.Path local() {
    return java.nio.file.Path.of(path);
  }

  /** As it's answered here: in S3 by any spelling. */
  public Path remote() {
    return S3Spelling.loaded(new Path(uri()));
  }

  private URI uri() {
    try {
      return new URI(scheme, authority, path, null, null);
    } catch (URISyntaxException noUri) {
      throw new IllegalArgumentException(noUri.getMessage(), noUri);
    }
  }

  /** Of a folder {@code a:} here, a file in it would read as one of a file system {@code a}. */
  public String text() {
    if (scheme == null) {
      return WITH_SCHEME.matcher(path).matches() ? "./" + path : path;
    }
    return scheme + ":" + (authority == null ? "" : "//" + authority) + path;
  }
}
