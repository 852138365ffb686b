package io.trailhound.rules.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a rule file in, the same with the lists of its selections in order out. Only lists of
 * which each value is one line of its own and none has a comment: what stands in a comment may
 * belong to the order. The order of values means nothing to a rule; its version is another
 * afterwards.
 */
final class ListOrder {
  private static final Pattern VALUE =
      Pattern.compile("( *)- (\\w[^:#{\\[]*|'[^']*'|\"[^\"\\\\]*\")\\R");
  private static final Pattern FIELD = Pattern.compile(" +[\\w.@|-]+:\\s*\\R");
  private static final Pattern SECTION = Pattern.compile("(detection|filter):.*", Pattern.DOTALL);
  private static final Comparator<String> ORDER =
      Comparator.comparing(
              (String line) -> line.replaceAll("[^\\p{L}\\p{N}]", ""),
              String.CASE_INSENSITIVE_ORDER)
          .thenComparing(Comparator.naturalOrder());

  private ListOrder() {}

  static String of(String text) {
    List<String> lines = new ArrayList<>(YamlLines.of(text));
    String section = "";
    int keys = 0;
    boolean selection = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      if (!line.startsWith(" ")) {
        Matcher named = SECTION.matcher(line);
        section = named.matches() ? named.group(1) : "";
        keys = 0;
        selection = false;
      } else if (keys == 0 || (indent(line) == keys && !line.strip().startsWith("-"))) {
        keys = indent(line);
        String key = line.strip().split(":", 2)[0];
        selection = !section.isEmpty() && DetectionSection.isSelection(section, key);
      }
      int end = selection && FIELD.matcher(line).matches() ? endOfValues(lines, i + 1) : i + 1;
      if (end > i + 2) {
        lines.subList(i + 1, end).sort(ORDER);
      }
    }
    return String.join("", lines);
  }

  /**
   * Behind the values that begin at {@code from}; {@code from} where something else is among them,
   * or the last goes on in the next line.
   */
  private static int endOfValues(List<String> lines, int from) {
    int end = from;
    int indent = from < lines.size() ? indent(lines.get(from)) : 0;
    while (end < lines.size()
        && indent(lines.get(end)) == indent
        && VALUE.matcher(lines.get(end)).matches()) {
      end++;
    }
    Optional<String> next = lines.stream().skip(end).filter(line -> !line.isBlank()).findFirst();
    return next.isPresent() && isOfList(next.get(), indent) ? from : end;
  }

  private static boolean isOfList(String line, int indent) {
    boolean begins = line.strip().startsWith("-") || line.strip().startsWith("#");
    return indent(line) > indent || (indent(line) == indent && begins);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
