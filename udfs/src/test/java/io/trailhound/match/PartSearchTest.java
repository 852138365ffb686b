package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartSearchTest {
  private static final String LETTERS = "ab\u0161\u4e2d";

  @Test
  void findsWhatJavasOwnSearchFinds() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      List<String> texts =
          IntStream.range(0, random.nextInt(8)).mapToObj(i -> text(random, 1, 6)).toList();
      PartSearch search = new PartSearch(texts);
      for (int i = 0; i < 20; i++) {
        String value = text(random, 0, 30);
        assertThat(found(search, value))
            .as("%s in %s", texts, value)
            .isEqualTo(texts.stream().filter(value::contains).collect(Collectors.toSet()));
      }
    }
  }

  @Test
  void findsTextsOfAnyLengthAtBothEnds() {
    String longer = "x".repeat(300) + "y";
    PartSearch search = new PartSearch(List.of(longer, "no"));
    assertThat(found(search, longer)).containsExactly(longer);
    assertThat(found(search, "no" + longer + "no")).containsExactlyInAnyOrder(longer, "no");
    assertThat(found(new PartSearch(List.of(longer)), "x" + longer)).containsExactly(longer);
    assertThat(found(new PartSearch(List.of(longer)), longer.substring(1))).isEmpty();
    assertThat(found(new PartSearch(List.of()), "any")).isEmpty();
  }

  private static Set<String> found(PartSearch search, String value) {
    Set<String> found = new TreeSet<>();
    search.in(value, found::add);
    return found;
  }

  private static String text(Random random, int least, int most) {
    return random
        .ints(least + random.nextInt(most - least + 1), 0, LETTERS.length())
        .mapToObj(i -> LETTERS.substring(i, i + 1))
        .collect(Collectors.joining());
  }
}
