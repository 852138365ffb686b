package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {
  /** t, t_1 and t_2 hold; f, f_1 and f_2 don't; _x holds but is left out of them. */
  private static final Map<String, Condition> SELECTIONS = new LinkedHashMap<>();

  static {
    for (String name : new String[] {"t", "t_1", "t_2", "_x"}) {
      SELECTIONS.put(name, Conditions.and(List.of()));
    }
    for (String name : new String[] {"f", "f_1", "f_2"}) {
      SELECTIONS.put(name, Conditions.NEVER);
    }
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "t, true",
    "f, false",
    "not f, true",
    "NOT f, true",
    "not not t, true",
    "t and f, false",
    "t AND t, true",
    "f or t, true",
    "f Or f, false",
    "t or f and f, true",
    "(t or f) and f, false",
    "not f and t, true",
    "not (f and t), true",
    "not t or t, true",
    "((t)), true",
    "(t)and(not f), true",
    "1 of t*, true",
    "1 of f*, false",
    "1 OF t_*, true",
    "any of t*, true",
    "all of t*, true",
    "all of t_?, true",
    "all of *, false",
    "1 of _*, true",
    "1 of *_1, true",
    "1 of t, true",
    "1 of them, true",
    "all of them, false",
    "1 of Them, true",
    "not 1 of f*, true",
    "t and not 1 of f_*, true",
    "_x, true"
  })
  void readsTheConditionLanguage(String condition, boolean expected) {
    assertThat(holds(condition)).isEqualTo(expected);
  }

  @Test
  void selectionsThatBeginWithAnUnderscoreAreLeftOutOfThem() {
    Map<String, Condition> only = Map.of("_x", Conditions.and(List.of()), "f", Conditions.NEVER);
    assertThat(holds("1 of them", only)).isFalse();
    assertThat(holds("1 of _*", only)).isTrue();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          t and;ends where a selection is expected
          '';ends where a selection is expected
          (t or f;a ')' is missing
          t);unexpected ')'
          t f;unexpected 'f'
          and t;unexpected 'and'
          nothing;there is no selection nothing; there are t
          2 of t*;'2 of' isn't Sigma
          none of t*;'none of' isn't Sigma
          1 of x*;no selection is called x*
          1 of *x;no selection is called *x
          t | count() by x > 5;write a correlation rule
          """)
  void saysWhatItCantRead(String condition, String message) {
    assertThatThrownBy(() -> holds(condition)).hasMessageContaining(message);
  }

  @Test
  void aBottomlessConditionIsRefused() {
    assertThatThrownBy(() -> holds("(".repeat(5000) + "t")).hasMessageContaining("too deeply");
    assertThat(holds("not ".repeat(5000) + "t")).isTrue();
  }

  @Test
  void severalConditionsAreAlternatives() {
    String two = "a: {eventName: A}\nb: {eventName: B}\ncondition:\n  - a\n  - b";
    assertThat(Sigma.matches(two, "'eventName':'B'")).isTrue();
    assertThat(Sigma.matches(two, "'eventName':'C'")).isFalse();
  }

  private static boolean holds(String condition) {
    return holds(condition, SELECTIONS);
  }

  private static boolean holds(String condition, Map<String, Condition> selections) {
    return ConditionTree.parse(condition, List.copyOf(selections.keySet()), List.of())
        .compile(selections, Map.of())
        .test(null);
  }
}
