package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventHashTest {
  @Test
  void aUuidIsKeptBitForBit() {
    UUID id = UUID.fromString("450230d4-b39e-4a18-a6a0-d07a6e2105cb");
    assertThat(EventHash.of(id.toString()))
        .isEqualTo(new EventHash(id.getMostSignificantBits(), id.getLeastSignificantBits()));
  }

  @Test
  void otherIdsAndOtherSpellingsAreDifferentEvents() {
    String id = "450230d4-b39e-4a18-a6a0-d07a6e2105cb";
    assertThat(EventHash.of(id.toUpperCase(java.util.Locale.ROOT))).isNotEqualTo(EventHash.of(id));
    assertThat(EventHash.of("1")).isEqualTo(EventHash.of("1")).isNotEqualTo(EventHash.of("2"));
  }
}
