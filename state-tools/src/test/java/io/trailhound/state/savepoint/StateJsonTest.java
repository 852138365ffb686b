package io.trailhound.state.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.ValueCount;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateJsonTest {
  @Test
  void aWindowWhoseEarlyAlertIsOutComesBackAsOne() throws Exception {
    ValueCount.Progress alerted = new ValueCount.Progress();
    alerted.seen = null;

    assertThat(StateJson.read(StateJson.tree(alerted), ValueCount.Progress.class).seen).isNull();
  }

  @Test
  void theSameStateIsTheSameText() throws Exception {
    ValueCount.Progress counting = new ValueCount.Progress();
    counting.seen.addAll(Set.of("c", "a", "b"));

    assertThat(StateJson.tree(counting))
        .hasToString("{\"seen\":[\"a\",\"b\",\"c\"],\"distinct\":0,\"timer\":0}");
    assertThat(StateJson.read(StateJson.tree(counting), ValueCount.Progress.class).seen)
        .containsExactlyInAnyOrder("a", "b", "c");
  }
}
