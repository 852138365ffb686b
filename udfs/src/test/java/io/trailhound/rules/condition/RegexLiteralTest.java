package io.trailhound.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever RE2 finds an expression in, has the expression's literal. */
class RegexLiteralTest {
  private static final int EXPRESSIONS = 60_000;
  private static final int TEXTS = 6;

  /** What means something in expressions, and a few plain letters. */
  private static final String[] PARTS =
      ("a b s K 1 { } [ ] ( ) | ? * + \\ ^ $ . - , : / Q E d D x p C z _ "
              + "{2} {1,} {0,1} {02} {,2} {a} [:alpha:] [^ (?: (?i) (?P<a> \\Q \\E \\x{61} \\pL \\p{L} \\141 \\b \\{ [a-b] () ab")
          .split(" ");

  private static final String LETTERS = "ab sSkK\u017f\u212a12{}[](),:/-";

  private final Random random = new Random(2026);

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          {[^}/]+} # users{id}
          {"Effect":"Allow"(,"Principal":{"AWS":"x"},"Action":"s3:GetObject")?} # {"Effect":"Allow"}
          a{b}? # a{b
          a{,2}(b)? # a{,2}
          [[](a]bc)? # [
          [!-[:alpha:](a]bc)? # a
          abc\\Q\\E? # ab
          """)
  void findsWhatRe2Finds(String regex, String text) {
    assertThat(finds(regex, text)).isTrue();
    assertThat(finds(regex, text, "i")).isTrue();
  }

  @ParameterizedTest(name = "flags: {0}")
  @ValueSource(strings = {"", "i"})
  void ofRandomExpressionsToo(String flag) {
    Set<String> flags = flag.isEmpty() ? Set.of() : Set.of(flag);
    int bits = flag.isEmpty() ? 0 : Pattern.CASE_INSENSITIVE;
    int found = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String regex = expression();
      Regex compiled = compiled(regex, flags);
      Pattern re2 = compiled == null ? null : Pattern.compile(regex, bits);
      for (int t = 0; compiled != null && t < TEXTS; t++) {
        String text = text(regex);
        boolean expected = re2.matcher(text).find();
        assertThat(find(compiled, text))
            .as("%s in %s; its literal is %s", regex, text, compiled.literal())
            .isEqualTo(expected);
        found += expected && !compiled.literal().isEmpty() ? 1 : 0;
      }
    }
    assertThat(found)
        .as("enough are found for their literals' sake")
        .isGreaterThan(EXPRESSIONS / 10);
  }

  @Test
  void aPlainBraceIsPartOfTheLiteral() {
    assertThat(RegexLiteral.of("x\\d{\"Effect\":")).isEqualTo("{\"Effect\":");
  }

  private String expression() {
    return random
        .ints(1 + random.nextInt(7), 0, PARTS.length)
        .mapToObj(i -> PARTS[i])
        .collect(Collectors.joining());
  }

  /** The expression without some of its characters, which it's often found in; or letters. */
  private String text(String regex) {
    boolean same = random.nextInt(3) > 0;
    String from = same ? regex : LETTERS;
    return from.chars()
        .filter(c -> random.nextInt(10) < 6)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static Regex compiled(String regex, Set<String> flags) {
    try {
      return Regex.compile(regex, flags);
    } catch (IllegalArgumentException e) {
      return null; // no expression
    }
  }

  private static boolean finds(String regex, String text, String... flags) {
    return find(Regex.compile(regex, Set.of(flags)), text);
  }

  private static boolean find(Regex regex, String text) {
    return regex.find(text, regex.folded() ? text.toLowerCase(Locale.ROOT) : text);
  }
}
