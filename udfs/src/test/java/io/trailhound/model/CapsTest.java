package io.trailhound.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CapsTest {
  private static final String LONG = "a".repeat(2_000);

  @Test
  void aValueOfThatLengthIsShownWhole() {
    String value = "a".repeat(Caps.VALUE);
    assertThat(Caps.shown(value)).isSameAs(value);
    assertThat(Caps.key(value)).isSameAs(value);
    assertThat(Caps.shown(null)).isNull();
    assertThat(Caps.key(null)).isNull();
  }

  @Test
  void aLongerOneIsCut() {
    assertThat(Caps.shown(LONG)).hasSize(Caps.VALUE).startsWith("aaa").endsWith("…");
    assertThat(Caps.isCut(Caps.shown(LONG))).isTrue();
  }

  @Test
  void whatIsComparedStaysDifferentAndShowsAsItShould() {
    assertThat(Caps.key(LONG + "b")).isNotEqualTo(Caps.key(LONG + "c")).hasSizeLessThan(1_100);
    assertThat(Caps.shown(Caps.key(LONG))).isEqualTo(Caps.shown(LONG));
  }

  /** One sign, however often it's cut; and the key stays what it was. */
  @Test
  void whatWasCutBetweenTheHalvesOfACharacterEndsInOneSign() {
    String value = "a".repeat(1_022) + "😀".repeat(5);
    String shown = "a".repeat(1_022) + "…";
    assertThat(Caps.shown(value)).isEqualTo(shown);
    assertThat(Caps.key(value)).isEqualTo(shown + Hash128.hex(value));
    assertThat(Caps.shown(Caps.key(value))).isEqualTo(shown);
    assertThat(Caps.shown(shown)).isEqualTo(shown);
    assertThat(Caps.isCut(shown)).isTrue();
    String own = "a".repeat(1_022) + "…" + "b".repeat(9);
    assertThat(Caps.key(own)).isEqualTo(shown + "…" + Hash128.hex(own));
  }

  @Test
  void aMessageIsCutByItsBytesBetweenCharacters() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 3_000) {
        text.appendCodePoint(new int[] {'a', 'ß', '日', 0x1F600}[random.nextInt(4)]);
      }
      String message = Caps.message(text.toString());
      byte[] bytes = message.getBytes(UTF_8);
      assertThat(bytes).hasSizeBetween(Caps.MESSAGE - 8, Caps.MESSAGE);
      assertThat(bytes).hasSize(Caps.utf8Length(message));
      assertThat(new String(bytes, UTF_8)).isEqualTo(message).endsWith("…");
    }
  }
}
