package io.trailhound.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedFieldTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '\0',
      value = {
        "a # b # a, b",
        "a,b # c # a,b, c",
        "a, # b # a,, b",
        "\"a # b\" # \"a, b\"",
        "a, b # c # \"a, b\", c",
        "a # b, c # a, \"b, c\"",
        "\"a # b, c # \"\"\"a\", \"b, c\"",
        "Mozilla/5.0 (KHTML, like Gecko) # GetObject # \"Mozilla/5.0 (KHTML, like Gecko)\", GetObject"
      })
  void aValueIsQuotedThatHoldsWhatStandsBetweenThem(String first, String second, String joined) {
    assertThat(JoinedField.join(List.of(first, second))).isEqualTo(joined);
  }

  @Test
  void aFieldAloneIsItself() {
    assertThat(JoinedField.join(List.of("a, b"))).isEqualTo("a, b");
    assertThat(JoinedField.join(List.of())).isEmpty();
  }

  /** All texts of up to four of the signs that could be taken for what joins them. */
  @Test
  void otherValuesAreAnotherText() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < 4; i++) {
      for (String sign : List.of(",", " ", "\"", "a")) {
        texts.add(texts.get(i) + sign);
      }
    }
    Map<String, List<String>> pairs = new HashMap<>();
    Map<String, List<String>> triples = new HashMap<>();
    for (String first : texts) {
      for (String second : texts) {
        assertOther(List.of(first, second), pairs);
        if (first.length() < 4 && second.length() < 4) {
          for (String third : List.of("", "a", ", ", "\"", "\", \"", ", a")) {
            assertOther(List.of(first, second, third), triples);
          }
        }
      }
    }
  }

  private static void assertOther(List<String> values, Map<String, List<String>> met) {
    List<String> same = met.put(JoinedField.join(values), values);
    assertThat(same).as(values.toString()).isNull();
  }
}
