package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.sigma.Document;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.regex.Pattern;

/** Regular expressions that mean something else than their author is used to. */
final class RegexChecks {
  /** {@code s3:*}, {@code aws-*}: no metacharacter but stars behind what nobody repeats. */
  private static final Pattern WILDCARD =
      Pattern.compile("[A-Za-z0-9_:/ -]*[A-Za-z0-9_:/-]\\*[A-Za-z0-9_:/ *-]*");

  private static final Pattern OPEN_COUNT = Pattern.compile("(?<!\\\\)\\{,\\d+\\}");
  private static final Pattern VERTICAL = Pattern.compile("(?<!\\\\)\\\\v");
  private static final Pattern HOST = Pattern.compile("(?<!\\\\)\\.amazonaws(?<!\\\\)\\.com");

  private final Findings findings;

  RegexChecks(Findings findings) {
    this.findings = findings;
  }

  void look(Document document, Text regex) {
    String text = regex.text();
    if (WILDCARD.matcher(text).matches()) {
      tell(
          document,
          regex,
          "* repeats the character before it, it doesn't stand for any characters",
          "write .*, or take re away and keep the wildcard");
    }
    if (OPEN_COUNT.matcher(text).find()) {
      tell(document, regex, "{,n} stands for itself here and counts nothing", "write {0,n}");
    }
    if (VERTICAL.matcher(text).find()) {
      tell(
          document,
          regex,
          "\\v is one character here, and any vertical space to PCRE",
          "write [\\n\\x0b\\f\\r]");
    }
    if (HOST.matcher(text).find()) {
      tell(
          document,
          regex,
          ". stands for any character, also in .amazonaws.com",
          "write \\.amazonaws\\.com, or use endswith: .amazonaws.com");
    }
  }

  private void tell(Document document, Text regex, String message, String hint) {
    findings.add(
        document, regex.at(), Check.REGEX_MEANING, "re '" + regex.text() + "': " + message, hint);
  }
}
