package io.trailhound.rules.check;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text in, its lines out, with their ends: by the line ends of YAML 1.1, which places of findings
 * are counted by.
 */
final class YamlLines {
  private static final Pattern BEHIND_END =
      Pattern.compile("(?<=[\\n\\u0085\\u2028\\u2029])|(?<=\\r)(?!\\n)");

  private YamlLines() {}

  static List<String> of(String text) {
    return List.of(BEHIND_END.split(text, -1));
  }
}
