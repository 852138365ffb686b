package io.trailhound.job.cli;

/** Test cases in, the XML out that build servers read. */
final class JUnitXml {
  private final StringBuilder cases = new StringBuilder();
  private int tests;
  private int failures;
  private int skipped;

  /** A case that is as it should be. */
  JUnitXml passed(String group, String name) {
    return add(group, name, "");
  }

  JUnitXml skipped(String group, String name, String why) {
    skipped++;
    return add(group, name, "<skipped message=\"" + escape(why) + "\"/>");
  }

  /**
   * @param type what found it
   * @param text more than fits into a line
   */
  JUnitXml failed(String group, String name, String type, String message, String text) {
    failures++;
    return add(
        group,
        name,
        "<failure type=\"%s\" message=\"%s\">%s</failure>"
            .formatted(escape(type), escape(message), escape(text)));
  }

  private JUnitXml add(String group, String name, String inside) {
    tests++;
    String open =
        "    <testcase classname=\"%s\" name=\"%s\"".formatted(escape(group), escape(name));
    cases.append(open).append(inside.isEmpty() ? "/>\n" : ">" + inside + "</testcase>\n");
    return this;
  }

  String document(String suite) {
    String counts = "tests=\"" + tests + "\" failures=\"" + failures + "\"";
    counts += " errors=\"0\" skipped=\"" + skipped + "\"";
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites %s>
          <testsuite name="%s" %s>
        %s  </testsuite>
        </testsuites>"""
        .formatted(counts, escape(suite), counts, cases);
  }

  /** XML 1.0 has no place for most control characters, not even as references. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                default -> escaped.appendCodePoint(allowed(c) ? c : '\uFFFD');
              }
            });
    return escaped.toString();
  }

  private static boolean allowed(int c) {
    return c == '\t' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
