package io.trailhound.job.sink.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.text.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * {@code ${name|filter|filter}} of a template: a field's value in, its text out, changed by each
 * filter in turn.
 */
record Placeholder(String name, List<UnaryOperator<String>> filters) {
  /** Its text is the first group. */
  static final Pattern FORM = Pattern.compile("\\$\\{([^{}]*)\\}");

  static final String FILTERS = "plain, slack, markdown, or a number of characters up to 10000";

  private static final Pattern LENGTH = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int LONGEST = 10_000;

  /** What means something to Markdown or HTML, wherever it stands. */
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|~<>&.:-]");

  /**
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  static Placeholder of(String text) {
    String[] parts = text.strip().split("\\s*\\|\\s*", -1);
    if (!TemplateValues.isKnown(parts[0])) {
      throw new IllegalArgumentException(
          "'${%s}' names no field of an alert. Right would be: one of docs/alert-schema.json, trailhound.group.FIELD, or %s."
              .formatted(text, String.join(", ", TemplateValues.MADE)));
    }
    List<UnaryOperator<String>> filters = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      filters.add(filter(parts[i], text));
    }
    return new Placeholder(parts[0], filters);
  }

  private static UnaryOperator<String> filter(String name, String text) {
    if (LENGTH.matcher(name).matches() && Integer.parseInt(name) <= LONGEST) {
      int most = Integer.parseInt(name);
      return value -> cut(value, most);
    }
    return switch (name) {
      case "plain" -> TerminalText::escape;
      case "slack" -> Placeholder::slack;
      case "markdown" -> Placeholder::markdown;
      default ->
          throw new IllegalArgumentException(
              "'${%s}' has a filter that doesn't exist, '%s'. Right would be: %s."
                  .formatted(text, name, FILTERS));
    };
  }

  /** Whole characters: half of one is no text. */
  private static String cut(String value, int most) {
    if (value.codePointCount(0, value.length()) <= most) {
      return value;
    }
    return value.substring(0, value.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** Slack's own three: so nothing is a link or a mention. */
  private static String slack(String value) {
    return TerminalText.escape(value)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  /** An @ is parted from its name, so that nobody is called. */
  private static String markdown(String value) {
    return MARKUP.matcher(TerminalText.escape(value)).replaceAll("\\\\$0").replace("@", "@\u200b");
  }

  /** The text of a value; lists with commas, objects as JSON, nothing for what is missing. */
  String text(JsonNode value) {
    String text = plain(value);
    for (UnaryOperator<String> filter : filters) {
      text = filter.apply(text);
    }
    return text;
  }

  private static String plain(JsonNode value) {
    if (!value.isArray()) {
      return value.isMissingNode() ? "" : value.isValueNode() ? value.asText() : value.toString();
    }
    List<String> parts = new ArrayList<>();
    value.forEach(part -> parts.add(plain(part)));
    return String.join(", ", parts);
  }
}
