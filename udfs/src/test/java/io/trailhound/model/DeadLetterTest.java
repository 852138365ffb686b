package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadLetterTest {
  @Test
  void aDetailOfAnyLengthStillSaysHowManyBytesThereWere() {
    DeadLetter letter = new DeadLetter("late", "d".repeat(700_000), "trail-0-0", new byte[500]);

    assertThat(letter.detail()).hasSize(Caps.VALUE);
    assertThat(letter.cutTo(100).detail())
        .hasSize(Caps.VALUE)
        .endsWith("d…; the first 100 of its 500 bytes");
  }
}
