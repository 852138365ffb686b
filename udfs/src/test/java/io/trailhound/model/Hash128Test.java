package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Hash128Test {
  @Test
  void isTheBeginningOfSha256() {
    byte[] bytes = "xabcx".getBytes(StandardCharsets.US_ASCII);
    assertThat(Hash128.hex(bytes, 1, 3)).isEqualTo("ba7816bf8f01cfea414140de5dae2223");
  }

  @Test
  void partsDoNotRunTogether() {
    assertThat(Hash128.hex("ab", "c")).isNotEqualTo(Hash128.hex("a", "bc"));
    assertThat(Hash128.hex("a", null)).isNotEqualTo(Hash128.hex("a", "")).hasSize(32);
  }

  @Test
  void sameInputHasTheSameHash() {
    assertThat(Hash128.hex("rule", "group")).isEqualTo(Hash128.hex("rule", "group"));
  }
}
