package io.trailhound.decode.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Escapes become what they stand for. */
class UnescapedTest {
  @Test
  void escapesAreWhatTheyStandFor() {
    assertThat(of("a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t")).isEqualTo("a\"b\\c/d\b\f\n\r\t");
    assertThat(of("\\u003c\\u00FC\\u30ce\\u0000<ü")).isEqualTo("<üノ\0<ü");
    assertThat(of("plain")).isEqualTo("plain");
    assertThat(of("")).isEmpty();
  }

  @Test
  void halvesOfCharactersAreLeftToTheOtherParser() {
    assertThat(of("\\ud83d\\ude00")).isNull();
    assertThat(of("\\ud83d")).isNull();
  }

  private static String of(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Unescaped.of(bytes, 0, bytes.length);
  }
}
