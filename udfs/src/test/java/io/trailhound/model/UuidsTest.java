package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidsTest {
  private static final String OTHERS = "-gG/:`AFZ~\u0000\u0130\uffff";

  private final Random random = new Random(1);

  @Test
  void lowerCaseUuidsAreRead() {
    for (int i = 0; i < 1_000; i++) {
      UUID uuid = new UUID(random.nextLong(), random.nextLong());

      assertThat(Uuids.parse(uuid.toString())).isEqualTo(uuid);
    }
  }

  @Test
  void allElseIsNone() {
    String text = "0f8fad5b-d9cb-469f-a165-70867728950e";
    for (int i = 0; i < text.length(); i++) {
      for (int k = 0; k < OTHERS.length(); k++) {
        String changed = text.substring(0, i) + OTHERS.charAt(k) + text.substring(i + 1);
        if (!changed.equals(text)) {
          assertThat(Uuids.parse(changed)).as(changed).isNull();
        }
      }
    }
    assertThat(Uuids.parse(text.substring(1))).isNull();
    assertThat(Uuids.parse("")).isNull();
  }
}
