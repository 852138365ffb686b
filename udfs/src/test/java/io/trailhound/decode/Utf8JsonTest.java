package io.trailhound.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class Utf8JsonTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void namesOfAnyLengthAreNotHeldForEver() throws IOException {
    Utf8Json json = Utf8Json.nestedUpTo(100);
    String name = "k".repeat(MEGABYTE);
    for (int i = 0; i < 100; i++) {
      read(json, "{\"" + name + i + "\":1}");
      assertThat(json.held()).isLessThanOrEqualTo(32);
    }
  }

  @Test
  void namesThatComeAgainAreTheSame() throws IOException {
    Utf8Json json = Utf8Json.nestedUpTo(100);
    for (int i = 0; i < 100; i++) {
      read(json, "{\"eventName\":1,\"eventTime\":2}");
    }
    assertThat(json.held()).isEqualTo(2);
  }

  private static void read(Utf8Json json, String document) throws IOException {
    byte[] bytes = document.getBytes(UTF_8);
    try (JsonParser parser = json.createParser(bytes, 0, bytes.length)) {
      while (parser.nextToken() != null) {
        assertThat(parser.currentName()).isNotEqualTo("none");
      }
    }
  }
}
