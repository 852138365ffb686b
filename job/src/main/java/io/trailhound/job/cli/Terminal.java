package io.trailhound.job.cli;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What is known about the terminal. Java can't tell standard output from standard error here, so
 * the launcher asks the shell and passes the answers as system properties.
 *
 * @param out whether standard output is a terminal; {@code err} likewise
 * @param color whether colours are welcome (NO_COLOR isn't set)
 * @param columns its width
 */
record Terminal(boolean out, boolean err, boolean color, int columns) implements Serializable {
  private static final int USUAL_COLUMNS = 100;
  private static final int FEWEST_COLUMNS = 40;

  static Terminal detect() {
    List<String> ttys = List.of(System.getProperty("trailhound.tty", "").split(","));
    return new Terminal(
        ttys.contains("out"), ttys.contains("err"), wantsColor(System.getenv()), width());
  }

  /** no-color.org: present and not empty means no. */
  static boolean wantsColor(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static int width() {
    int columns = Integer.getInteger("trailhound.columns", USUAL_COLUMNS);
    return columns < FEWEST_COLUMNS ? USUAL_COLUMNS : columns;
  }

  /** The look of text on standard output. */
  Style outStyle() {
    return new Style(out && color);
  }
}
