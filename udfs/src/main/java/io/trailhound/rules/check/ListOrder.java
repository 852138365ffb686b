package io.trailhound.rules.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of a rule file in, the same with its lists of values in order out. Only lists of which
 * each value has a line of its own and none a comment: what stands in a comment may belong to the
 * order. The order of values means nothing to a rule; its version is another afterwards.
 */
public final class ListOrder {
  private static final Pattern VALUE =
      Pattern.compile("( *)- (\\w[^:#{\\[]*|'[^']*'|\"[^\"\\\\]*\")\\R");
  private static final Pattern FIELD = Pattern.compile(" +[\\w.@|-]+:\\s*\\R");
  private static final Comparator<String> ORDER =
      Comparator.comparing(
              (String line) -> line.replaceAll("[^\\p{L}\\p{N}]", ""),
              String.CASE_INSENSITIVE_ORDER)
          .thenComparing(Comparator.naturalOrder());

  private ListOrder() {}

  public static String of(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\\n)", -1)));
    boolean inDetection = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith(" ") && !line.startsWith("#")) {
        inDetection = line.startsWith("detection:") || line.startsWith("filter:");
      }
      int end = inDetection && FIELD.matcher(line).matches() ? endOfValues(lines, i + 1) : i + 1;
      if (end > i + 2) {
        lines.subList(i + 1, end).sort(ORDER);
      }
    }
    return String.join("", lines);
  }

  /**
   * Behind the values that begin at {@code from}; {@code from} where something else is among them.
   */
  private static int endOfValues(List<String> lines, int from) {
    int end = from;
    while (end < lines.size() && VALUE.matcher(lines.get(end)).matches()) {
      end++;
    }
    String next = end < lines.size() ? lines.get(end).strip() : "";
    return next.startsWith("-") || next.startsWith("#") ? from : end;
  }
}
