package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
  /** So many actions from so many networks, each another one. */
  private static String message(int calls) {
    Rule.ValueCount rule = Given.valueCount(Duration.ofMinutes(10), Threshold.atLeast(2));
    List<Call> all = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      Activity activity = new Activity();
      activity.userName = "mallory";
      activity.asNumber = 64_500L + i;
      all.add(
          new Call(
              Given.START + i, "e" + i, String.format(Locale.ROOT, "Describe%03d", i), activity));
    }
    CallSummary summary = CallSummary.of(rule, all);
    Alert alert =
        AlertFactory.valueCount(
            rule, Given.ALICE, Given.START, Given.START + Given.MINUTE, summary, Alert.FINAL);
    return alert.message;
  }

  @ParameterizedTest
  @CsvSource({
    "9, and 1 more, and 1 more",
    "99, and 91 more, and 91 more",
    "100, and 92 more, and at least 92 more",
    "150, and 142 more, and at least 92 more"
  })
  void whatIsNotShownIsCountedAndWhatIsNotKeptIsAtLeastThatMuch(
      int calls, String actions, String networks) {
    assertThat(message(calls))
        .contains("from AS64500, ", "AS64507 " + networks + " (threshold")
        .endsWith("Describe007 " + actions + ".");
  }

  @ParameterizedTest
  @CsvSource({"2", "8"})
  void fewAreShownWhole(int calls) {
    assertThat(message(calls)).doesNotContain("more").endsWith("Describe00" + (calls - 1) + ".");
  }
}
