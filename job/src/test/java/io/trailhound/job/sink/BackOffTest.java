package io.trailhound.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void doublesUpToACeilingWithSomeChance() {
    BackOff backOff = new BackOff(new Random(1));
    long most = BackOff.FIRST.toMillis();
    for (int failure = 0; failure < 200; failure++) {
      assertThat(backOff.next()).isBetween(most / 2, most);
      most = Math.min(BackOff.CEILING.toMillis(), 2 * most);
    }
  }

  @Test
  void beginsAnewAfterASuccess() {
    BackOff backOff = new BackOff(new Random(1));
    for (int failure = 0; failure < 20; failure++) {
      backOff.next();
    }
    backOff.succeeded();

    assertThat(backOff.next()).isLessThanOrEqualTo(BackOff.FIRST.toMillis());
  }
}
