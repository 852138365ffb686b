package io.trailhound.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.deploy.Pom;
import io.trailhound.deploy.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * docs/badges.svg, which the README shows: each says what the build itself is made of. Of a build's
 * state there is none: it would be that of a server whose address nobody knows here.
 */
@SuppressWarnings("InlineFormatString") // a badge is easier to read by itself
class BadgesTest {
  private static final String FILE = "docs/badges.svg";
  private static final int HEIGHT = 20;
  private static final int GAP = 6;

  /** Of a character, and beside a text; wide enough for any sans-serif of this size. */
  private static final int WIDTH = 7;

  private static final int MARGIN = 12;

  private static final String BADGE =
      """
      <rect x="%1$d" width="%2$d" height="%3$d" rx="3" fill="#1f6feb"/>
      <path d="M%4$d 0h%5$dv%3$dh%6$da3 3 0 0 1-3-3v-14a3 3 0 0 1 3-3z" fill="#444c56"/>
      <text x="%7$d" y="14">%8$s</text><text x="%9$d" y="14">%10$s</text>
      """;

  private static final String ALL =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="%3$s">
      <style>text{font:11px Verdana,"DejaVu Sans",sans-serif;fill:#fff;text-anchor:middle}</style>
      %4$s</svg>
      """;

  @Test
  void eachSaysWhatIsSo() throws IOException {
    String right = svg(facts());
    if (Boolean.getBoolean("trailhound.write")) {
      Files.writeString(Repository.file(FILE), right);
    }
    assertThat(Repository.text(FILE)).isEqualTo(right);
    assertThat(Repository.text("README.md")).contains("(" + FILE + ")");
  }

  private static Map<String, String> facts() throws IOException {
    assertThat(Repository.text("LICENSE")).contains("Apache License", "Version 2.0");
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", Pom.version());
    facts.put("Flink", Pom.property("flink.version"));
    facts.put("Java", Pom.property("maven.compiler.release"));
    facts.put("licence", "Apache 2.0");
    return facts;
  }

  private static String svg(Map<String, String> facts) {
    StringBuilder badges = new StringBuilder();
    StringBuilder words = new StringBuilder();
    int x = 0;
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      int left = width(fact.getKey());
      int right = width(fact.getValue());
      badges.append(
          String.format(
              Locale.ROOT,
              BADGE,
              x,
              left + right,
              HEIGHT,
              x + 3,
              left - 3,
              3 - left,
              x + left / 2,
              fact.getKey(),
              x + left + right / 2,
              fact.getValue()));
      words.append(words.isEmpty() ? "" : ", ").append(fact.getKey() + " " + fact.getValue());
      x += left + right + GAP;
    }
    return String.format(Locale.ROOT, ALL, x - GAP, HEIGHT, words, badges);
  }

  private static int width(String text) {
    return MARGIN + WIDTH * text.length();
  }
}
