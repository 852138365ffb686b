package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What docs/contract.md section 2.6 says of the revisions of an alert. */
final class Revisions {
  private Revisions() {}

  /** Every early is ended, by a final or a withdrawn one; nothing follows a final. */
  static void areInOrder(List<Alert> alerts, String of) {
    Map<String, Alert> last = new HashMap<>();
    for (Alert alert : alerts) {
      Alert before = last.put(alert.id, alert);
      if (before != null) {
        assertThat(before.phase).as("%s: before %s", of, alert.phase).isNotEqualTo(Alert.FINAL);
      }
      if (alert.phase.equals(Alert.WITHDRAWN)) {
        assertThat(before).as("%s: withdrawn out of nothing", of).isNotNull();
        assertThat(before.phase).as("%s: withdrawn", of).isEqualTo(Alert.EARLY);
      }
    }
    assertThat(last.values()).as(of).extracting(a -> a.phase).doesNotContain(Alert.EARLY);
  }

  /** Besides, an early one went before every final one. */
  static void areEarlyAndInOrder(List<Alert> alerts, String of) {
    areInOrder(alerts, of);
    Map<String, Alert> last = new HashMap<>();
    for (Alert alert : alerts) {
      Alert before = last.put(alert.id, alert);
      if (alert.phase.equals(Alert.FINAL)) {
        assertThat(before).as("%s: final without early", of).isNotNull();
        assertThat(before.phase).as("%s: before final", of).isEqualTo(Alert.EARLY);
      }
    }
  }
}
