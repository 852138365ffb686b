package io.trailhound.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest(name = "{0} like {1} -> {2}")
  @CsvSource({
    "abc, abc, true",
    "abc, a*, true",
    "abc, *c, true",
    "abc, *b*, true",
    "abc, a?c, true",
    "abc, a?, false",
    "abc, ??*?, true",
    "abc, *x*, false",
    "aXbXc, a*b*c, true",
    "aXbXc, a*c*b, false",
    "abab, *ab, true",
    "a*c, a\\*c, true",
    "abc, a\\*c, false",
    "a?c, a\\?c, true",
    "a\\b, a\\b, true",
    "a\\b, a\\\\b, true",
    "a\\b, a\\\\*, true",
    "a*b, a\\\\*, false",
    "a\\*b, a\\\\\\*b, true",
    "a\\\\b, a\\\\\\\\b, true",
    "a\\\\b, a\\\\\\b, true",
    "a, **, true"
  })
  void wildcardsAndEscapes(String text, String pattern, boolean expected) {
    assertThat(Glob.of(Glob.parse(pattern), true).matches(text)).isEqualTo(expected);
  }

  @Test
  void anEmptyPatternMatchesOnlyAnEmptyText() {
    assertThat(Glob.of("", true).matches("")).isTrue();
    assertThat(Glob.of("", true).matches("a")).isFalse();
    assertThat(Glob.of(Glob.parse("*"), true).matches("")).isTrue();
  }

  @Test
  void manyStarsStayFast() {
    String pattern = "*a".repeat(30) + "*b";
    assertThat(Glob.of(Glob.parse(pattern), true).matches("a".repeat(20_000))).isFalse();
  }
}
