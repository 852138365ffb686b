package io.trailhound.job.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Output as a document shows it in; whether it is that of a command out. Three dots stand for
 * anything, a line of them for any lines; how long something took, how fast it was, how many early
 * alerts a rule had (which hangs on the order of arrival), how many bytes a savepoint takes, and
 * what has another id each time may differ.
 */
public final class ShownOutput {
  private static final String LINE_OF_DOTS = "(?s:.*?)";

  private ShownOutput() {}

  /** What has to be found in the {@link #normal} form of a command's output. */
  public static Pattern pattern(List<String> shown) {
    return Pattern.compile(
        "(?m)^" + shown.stream().map(ShownOutput::line).collect(Collectors.joining()));
  }

  private static String line(String shown) {
    if (shown.strip().equals("...")) {
      return LINE_OF_DOTS;
    }
    // Blanks align columns, and the first column is often what differs.
    String quoted =
        "\\s*" + Pattern.quote(normal(shown).strip().replace(" ...", "...")) + "\\s*?(\\R|\\z)";
    return quoted.replace("...", "\\E.*\\Q").replace(" ", "\\E\\s+\\Q");
  }

  /** The same for all runs. */
  public static String normal(String output) {
    return output
        .replaceAll("(?m)^(✓ \\S+ +\\S+ +\\d+)( +\\d*)$", "$1 EARLY")
        .replaceAll("[\\d,.]+/s in [\\d.]+ s", "N/s in N s")
        .replaceAll("(lines|lines written|entries|records read), \\d+ s", "$1, N s")
        .replaceAll("(in the savepoint\\s+)[\\d,]+", "$1N")
        .replaceAll("savepoint-[0-9a-f]{6}-[0-9a-f]{12}", "savepoint-ID")
        .replaceAll("\\b[0-9a-f]{32}\\b", "JOB")
        .replaceAll("file:/\\S*/savepoints/", "file:/SAVEPOINTS/")
        .replaceAll(" +", " ");
  }
}
