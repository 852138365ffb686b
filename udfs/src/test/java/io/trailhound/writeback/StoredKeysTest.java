package io.trailhound.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredKeysTest {
  private static final int ROOM = 8_000;

  private final StoredKeys keys = new StoredKeys(ROOM);

  private void addUpTo(int end) {
    keys.addAll(IntStream.range(0, end).mapToObj(each -> "key " + each).iterator(), "a");
  }

  private long found(int from, int to) {
    return found(from, to, "a");
  }

  private long found(int from, int to, String state) {
    return IntStream.range(from, to).filter(each -> keys.mayHave("key " + each, state)).count();
  }

  @Test
  void knowsEachKeyThatItWasTold() {
    addUpTo(ROOM);
    assertThat(found(0, ROOM)).isEqualTo(ROOM);
  }

  @Test
  void takesFewOthersForOneOfThem() {
    assertThat(found(0, ROOM)).isZero();
    addUpTo(ROOM / 2);
    assertThat(found(ROOM / 2, ROOM + ROOM / 2)).isBetween(1L, ROOM / 20L);
  }

  @Test
  void knowsOfAKeyWhichStatesItHas() {
    addUpTo(ROOM / 4);
    assertThat(found(0, ROOM / 4, "a")).isEqualTo(ROOM / 4);
    assertThat(found(0, ROOM / 4, "b")).isLessThan(ROOM / 80);
  }

  @Test
  void ofMoreKeysThanThereIsRoomForAllMayBeThere() {
    addUpTo(2 * ROOM);
    assertThat(found(0, 4 * ROOM)).isEqualTo(4 * ROOM);
  }

  @Test
  void aKeyAddedAgainTakesNoRoom() {
    for (int i = 0; i < 3 * ROOM; i++) {
      keys.addAll(List.of("the same").iterator(), "a");
    }
    assertThat(found(0, 10)).isZero();
  }
}
