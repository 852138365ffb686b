package io.trailhound.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.sigma.Sigma;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSetTest {
  private final Random random = new Random(11);

  @ParameterizedTest
  @ValueSource(strings = {"contains", "startswith", "endswith"})
  void agreesWithOneSearchForEachText(String how) {
    for (int round = 0; round < 2_000; round++) {
      List<String> texts = texts(1 + random.nextInt(12), 5);
      TextSet set = new TextSet(how, texts);
      for (String value : texts(20, 12)) {
        boolean found = texts.stream().anyMatch(text -> isIn(text, value, how));
        assertThat(set.matches(value)).as("%s %s %s", value, how, texts).isEqualTo(found);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"contains", "startswith", "endswith"})
  void aLongListOfARuleMeansTheSameAsItsValuesOneByOne(String how) {
    List<String> values =
        IntStream.range(0, 200)
            .mapToObj(i -> "Value" + i * 7919 + "X")
            .collect(Collectors.toList());
    values.add("mid*dle");
    values.add("exactly");
    String rule = "userAgent|%s: [%s]".formatted(how, String.join(", ", values));
    for (String value : List.of("value7919x", "VALUE15838X", "mid-dle", "exactly", "value1x")) {
      for (String agent : List.of(value, "a " + value, value + " b", "a " + value + " b")) {
        boolean found =
            values.stream()
                .map(text -> text.replace("*", "-").toLowerCase(Locale.ROOT))
                .anyMatch(text -> isIn(text, agent.toLowerCase(Locale.ROOT), how));
        assertThat(Sigma.selects(rule, "'eventName':'A','userAgent':'" + agent + "'"))
            .as(agent)
            .isEqualTo(found);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"re", "re|i"})
  void aLongListOfExpressionsMeansTheSameAsEachByItself(String how) {
    List<String> all =
        IntStream.range(0, 100)
            .mapToObj(i -> "Tool" + i * 7919 + "[a-f]+x?")
            .collect(Collectors.toList());
    for (String odd : List.of("Tool[0-9]z", "^[0-9]+$")) { // with a text that all need, or none
      all.add(odd);
      String rule = "userAgent|%s: ['%s']".formatted(how, String.join("', '", all));
      for (String agent : List.of("Tool7919abx", "tool15838F", "a Tool3z", "Tool1a", "123", "x")) {
        int flags = how.equals("re") ? 0 : Pattern.CASE_INSENSITIVE;
        boolean found = all.stream().anyMatch(e -> Pattern.compile(e, flags).matcher(agent).find());
        assertThat(Sigma.selects(rule, "'eventName':'A','userAgent':'" + agent + "'"))
            .as(agent)
            .isEqualTo(found);
      }
    }
  }

  @Test
  void anEmptyTextIsInEverything() {
    assertThat(new TextSet("contains", List.of("", "a")).matches("")).isTrue();
    assertThat(new TextSet("startswith", List.of("")).matches("b")).isTrue();
    assertThat(new TextSet("endswith", List.of("a")).matches("")).isFalse();
  }

  private static boolean isIn(String text, String value, String how) {
    return switch (how) {
      case "contains" -> value.contains(text);
      case "startswith" -> value.startsWith(text);
      default -> value.endsWith(text);
    };
  }

  private List<String> texts(int count, int longest) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(
          random
              .ints(1 + random.nextInt(longest), 'a', 'd')
              .mapToObj(Character::toString)
              .collect(Collectors.joining()));
    }
    return texts;
  }
}
