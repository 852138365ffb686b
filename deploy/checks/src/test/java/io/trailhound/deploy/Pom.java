package io.trailhound.deploy;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the build says of versions. */
public final class Pom {
  private Pom() {}

  /** A property of the root's pom.xml, such as {@code flink.version}. */
  public static String property(String name) throws IOException {
    return find("<" + name + ">([^<]+)</" + name + ">");
  }

  /** The version of this project. */
  public static String version() throws IOException {
    return find("<artifactId>trailhound</artifactId>\\s*<version>([^<]+)</version>");
  }

  /** Flink's version up to the minor one, its parts divided by {@code separator}. */
  public static String minorOfFlink(String separator) throws IOException {
    String[] parts = property("flink.version").split("\\.");
    return parts[0] + separator + parts[1];
  }

  private static String find(String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Repository.text("pom.xml"));
    if (!matcher.find()) {
      throw new AssertionError("pom.xml has no " + pattern);
    }
    return matcher.group(1);
  }
}
