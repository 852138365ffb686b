package io.trailhound.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFoldTest {
  private static final String[] LETTERS = {
    "a", "B", "ß", "ẞ", "İ", "ı", "I", "Σ", "ς", "Ⅷ", "ﬃ", "𐐀", "𐐨", "ŉ", "é", " ", "\ud801"
  };

  @ParameterizedTest
  @CsvSource({
    "Straße, STRASSE",
    "ẞ, ss",
    "ΣΊΣΥΦΟΣ, σίσυφος",
    "Ⅷ, ⅷ",
    "𐐀, 𐐨",
    "ﬃ, FFI",
    "CURL, curl"
  })
  void isTheSameOfWhatDiffersInCaseOnly(String one, String other) {
    assertThat(CaseFold.of(one)).isEqualTo(CaseFold.of(other));
  }

  @Test
  void theLetterWithoutADotHasNoCase() {
    assertThat(CaseFold.of("ı")).isEqualTo("ı").isNotEqualTo(CaseFold.of("I"));
  }

  /** However long: a letter is folded by itself, wherever it stands. */
  @Test
  void aTextIsFoldedLetterByLetter() {
    Random random = new Random(7);
    for (int length : new int[] {1, 127, 128, 129, 255, 256, 257, 1_000}) {
      for (int i = 0; i < 50; i++) {
        String[] letters =
            IntStream.range(0, length)
                .mapToObj(at -> LETTERS[random.nextInt(LETTERS.length - 1)])
                .toArray(String[]::new);
        assertThat(CaseFold.of("é" + String.join("", letters)))
            .isEqualTo(
                IntStream.range(0, length)
                    .mapToObj(at -> CaseFold.of(letters[at]))
                    .collect(Collectors.joining("", "é", "")));
      }
    }
  }

  @Test
  void halfALetterStaysOne() {
    String half = "é".repeat(127) + LETTERS[LETTERS.length - 1];
    assertThat(CaseFold.of(half)).isEqualTo(half);
    assertThat(CaseFold.of(half + "A")).isEqualTo(half + "a");
  }
}
