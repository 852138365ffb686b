package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;

/** Sightings of one term, the detector that they come to, and what is final of them. */
final class Sightings {
  private Sightings() {}

  static Signal seen(long time, String id) {
    return Given.signal("first_seen", ALICE, time, id, "9009");
  }

  static Harness<DetectorKey> harness(Duration life) throws Exception {
    return Harness.of(
        () -> new NewTerms(List.of(Given.newTerms(life))),
        DetectorKey::of,
        Types.POJO(DetectorKey.class));
  }

  /** When the terms of the final alerts were first seen. */
  static List<Long> firstSeen(Harness<DetectorKey> harness) {
    return harness.alerts(Alert.FINAL).stream().map(alert -> alert.firstSeen).toList();
  }
}
