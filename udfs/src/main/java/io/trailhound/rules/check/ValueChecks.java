package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.sigma.Document;
import io.trailhound.rules.sigma.YamlValue.Text;
import io.trailhound.text.CaseFold;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Values that are something else than they look like, here or to other tools. */
final class ValueChecks {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /** What only a regular expression would be written with. */
  private static final Pattern REGEX_LIKE =
      Pattern.compile("\\.\\*|\\.\\+|\\\\[dws](?![A-Za-z])|^\\^|\\(\\?:|\\[[a-z]-[a-z]|\\\\\\.");

  private final Findings findings;
  private final RegexChecks regexes;

  ValueChecks(Findings findings) {
    this.findings = findings;
    this.regexes = new RegexChecks(findings);
  }

  void look(DetectionSection detection) {
    for (Criterion criterion : detection.criteria()) {
      Document document = detection.document();
      criterion.values().stream()
          .filter(value -> value.text() != null)
          .forEach(value -> value(document, criterion, value));
      twice(document, criterion);
      needlesslyCased(document, criterion);
    }
  }

  private void value(Document document, Criterion criterion, Text value) {
    if (value.plain() && ACCOUNT.matcher(value.text()).matches()) {
      findings.add(
          document,
          value.at(),
          Check.UNQUOTED_NUMBER,
          "the account id " + value.text() + " stands without quotes",
          "other tools read a number, with 0 in front an octal one: write '" + value.text() + "'");
    }
    if (criterion.modifiers().match().equals("re")) {
      regexes.look(document, value);
    } else if (criterion.comparesText()) {
      wildcards(document, criterion, value);
    }
  }

  private void wildcards(Document document, Criterion criterion, Text value) {
    String text = value.text();
    String match = criterion.modifiers().match();
    if (looksLikeRegex(text)) {
      findings.add(
          document,
          value.at(),
          Check.WILDCARD_MEANING,
          "'" + text + "' looks like a regular expression and is compared as a text",
          "write " + criterion.modifiers().field() + "|re, or * for any characters");
      return;
    }
    boolean start = text.startsWith("*") && !match.equals("startswith");
    boolean end = text.endsWith("*") && !text.endsWith("\\*") && !match.equals("endswith");
    if (!match.equals("equals") && text.length() > 1 && (start || end)) {
      findings.add(
          document,
          value.at(),
          Check.REDUNDANT_WILDCARD,
          "* where " + match + " says the same",
          "leave it out");
    }
  }

  static boolean looksLikeRegex(String text) {
    return REGEX_LIKE.matcher(text).find();
  }

  private void twice(Document document, Criterion criterion) {
    Map<String, Text> first = new HashMap<>();
    for (Text value : criterion.values()) {
      boolean folds = value.text() != null && criterion.foldsCase();
      String key = folds ? CaseFold.of(value.text()) : value.text();
      Text earlier = first.putIfAbsent(key, value);
      if (earlier != null) {
        findings.add(
            document,
            value.at(),
            Check.DUPLICATE_VALUE,
            "the value " + value.text() + " stands here a second time",
            "first in line " + earlier.line());
      }
    }
  }

  private void needlesslyCased(Document document, Criterion criterion) {
    if (criterion.needlesslyCased()) {
      findings.add(
          document,
          criterion.at(),
          Check.REDUNDANT_CASED,
          "cased, by values without letters",
          "leave it out");
    }
  }
}
