package io.trailhound.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions, and the texts without which they are not searched for. */
class RegexTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"^(a+)+$", "^(a|b)*$", "(.*a){12}$", "^(a?){50}a{50}$"})
  void noTextExplodesAnExpressionOrMakesItMiss(String regex) {
    String text = "ab".repeat(20_000);
    assertThat(found(regex, text + "!")).isFalse();
    assertThat(found(regex, "a".repeat(60))).isTrue();
    assertThat(found("^(a|b)*c$", text + "c")).as("however long the text is").isTrue();
  }

  private static boolean found(String regex, String text, String... flags) {
    Regex compiled = Regex.compile(regex, Set.of(flags));
    return compiled.find(text, compiled.folded() ? text.toLowerCase(Locale.ROOT) : text);
  }

  @ParameterizedTest(name = "{0} in {1} -> {2}")
  @CsvSource({
    "Evil.*Tool, 'an evil TOOL', true",
    "sso, \u017f\u017fo, true",
    "kms, '\u212ams', true",
    "kms, kmz, false",
    "'\u00c4rger', '\u00e4RGER', true"
  })
  void anExpressionThatIgnoresCaseDoesSoInEveryScript(String regex, String text, boolean found) {
    assertThat(found(regex, text, "i")).isEqualTo(found);
  }

  @ParameterizedTest(name = "{0} must contain {1}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          .+:assumed-role/aws:.+ # :assumed-role/aws:
          ^ListFunctions\\d{8}(v2)?$ # ListFunctions
          ab?cde # cde
          abc*d # ab
          a\\.b\\.c # a.b.c
          (abc)d # d
          abc|def # ''
          [abc]defg # defg
          x{2}yz # yz
          abc+d # abc
          """)
  void textsWithoutAnExpressionsLiteralArentSearched(String regex, String literal) {
    assertThat(RegexLiteral.of(regex)).isEqualTo(literal);
  }

  @ParameterizedTest(name = "{0} must contain {1} in lower case")
  @CsvSource({"EvilTool, eviltool", "AssumeRole, umerole", "\u00c4rger, rger", "KMS, km", "SS, ''"})
  void theLiteralOfAnyCaseIsInLowerCase(String regex, String literal) {
    assertThat(RegexLiteral.ofAnyCase(regex)).isEqualTo(literal);
  }
}
