package io.trailhound.decode.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key's bytes find what is kept under the key, and nothing else does. */
class KeyTableTest {
  @Test
  void keysOfAnyLengthAreFoundByTheirBytes() {
    Map<String, Integer> values = new HashMap<>();
    for (int length = 0; length < 40; length++) {
      values.put("x".repeat(length), length);
      values.put("eventName.and.more.of.the.same.path".repeat(2).substring(length), 100 + length);
      values.put("ü" + length, 200 + length);
    }
    KeyTable<Integer> table = new KeyTable<>(values);

    values.forEach((key, value) -> assertThat(find(table, key)).as(key).isEqualTo(value));
  }

  @Test
  void othersAreNotFound() {
    KeyTable<Integer> table = new KeyTable<>(Map.of("eventName", 1, "sessionIssuer.userName", 2));

    assertThat(find(table, "")).isNull();
    assertThat(find(table, "eventNam")).isNull();
    assertThat(find(table, "eventNames")).isNull();
    assertThat(find(table, "EventName")).isNull();
    assertThat(find(table, "sessionIssueR.userName")).isNull();
    assertThat(find(new KeyTable<Integer>(Map.of()), "eventName")).isNull();
  }

  private static Integer find(KeyTable<Integer> table, String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    byte[] around = new byte[bytes.length + 2];
    System.arraycopy(bytes, 0, around, 1, bytes.length);
    Integer found = table.find(around, 1, 1 + bytes.length);
    assertThat(table.find(bytes, 0, bytes.length)).isEqualTo(found);
    return found;
  }
}
