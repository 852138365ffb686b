package io.trailhound.benchmarks.measure;

/** Text in, the same as XML wants it out. */
public final class Svg {
  private Svg() {}

  public static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
