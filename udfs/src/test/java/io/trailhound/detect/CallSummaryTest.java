package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.sigma.TestFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallSummaryTest {
  private static final RuleInfo INFO =
      new RuleInfo(
          "burst", "", "", "", "", "low", 21, "", List.of(), List.of(), List.of(), "", "", "", 1);

  private static Rule.ValueCount rule(boolean values, long least) {
    return new Rule.ValueCount(
        INFO,
        List.of(),
        List.of(),
        values ? TestFields.named("event.action") : null,
        Duration.ofMinutes(10),
        true,
        Threshold.atLeast(least));
  }

  /** In whatever order they come, though it keeps few of them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void knowsOfManyCallsWhatAnAlertShows(boolean values) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        String value = random.nextInt(9) == 0 ? null : "v" + random.nextInt(500);
        value = random.nextInt(9) == 0 ? Values.join(List.of("a" + i, "b", "c")) : value;
        calls.add(new Call(random.nextInt(90) * 1_000L, i + "id", value, new Activity()));
      }
      long least = 1L + random.nextInt(150);
      CallSummary summary = CallSummary.of(rule(values, least), calls);
      calls.sort(Call.IN_ORDER);

      Set<String> counted = new TreeSet<>();
      Call completing = null;
      for (Call call : calls) {
        counted.addAll(values ? Values.split(call.value()) : List.of(call.eventId()));
        completing = completing == null && counted.size() >= least ? call : completing;
      }
      assertThat(summary.counted()).isEqualTo(counted.size());
      assertThat(summary.completing()).isEqualTo(Earliest.Place.of(completing));
      assertThat(summary.first).isEqualTo(calls.get(0));
      assertThat(summary.last).isEqualTo(calls.get(999));
      assertThat(summary.eventIds())
          .isEqualTo(calls.stream().map(Call::eventId).limit(Seen.LIMIT).toList());
      if (values) {
        assertThat(summary.values.values).isEqualTo(counted.stream().limit(Seen.LIMIT).toList());
      }
      Collections.shuffle(calls, random);
      assertThat(CallSummary.of(rule(values, least), calls).completing())
          .isEqualTo(summary.completing());
    }
  }
}
