package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  @Test
  void nothingNewIsTheSameArray() {
    long[] ids = {1, 1, 1, 2};
    assertThat(EventIds.with(ids, new long[] {1, 2, 1, 1})).isSameAs(ids);
    assertThat(EventIds.with(ids, new long[0])).isSameAs(ids);
  }

  @Test
  void inWhateverOrderTheyComeTheyAreTheSameArrayEachOnce() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      TreeSet<String> expected = new TreeSet<>();
      long[] ids = EventIds.NONE;
      for (int batch = random.nextInt(6); batch > 0; batch--) {
        long[] more = new long[2 * random.nextInt(8)];
        for (int i = 0; i < more.length; i++) {
          more[i] = random.nextInt(3) - 1L;
        }
        long[] before = ids.clone();
        long[] after = EventIds.with(ids, more);
        assertThat(ids).as("what there was stays as it was").isEqualTo(before);
        ids = after;
        for (int i = 0; i < more.length; i += 2) {
          expected.add((more[i] + 1) + " " + (more[i + 1] + 1));
        }
      }
      assertThat(ids).hasSize(2 * expected.size());
      int at = 0;
      for (String pair : expected) {
        assertThat((ids[at] + 1) + " " + (ids[at + 1] + 1)).isEqualTo(pair);
        at += 2;
      }
    }
  }
}
