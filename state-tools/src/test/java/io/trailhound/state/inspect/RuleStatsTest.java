package io.trailhound.state.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.state.savepoint.StateLine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleStatsTest {
  /** What was told under a period's id is kept by the number of a stretch of time. */
  @ParameterizedTest
  @CsvSource({
    "suppress, told",
    "find-incidents, incident-told",
  })
  void theNumberOfAStretchOfTimeIsNoTime(String operator, String state) {
    RuleStats stats = new RuleStats();
    stats.add(
        StateLine.parse(
            """
            {"operator":"%s","key":{"rule":"r","group":["a"]},"state":"%s","entry":483794,"value":{"start":1741659850000}}
            """
                .formatted(operator, state)),
        1);
    stats.add(
        StateLine.parse(
            """
            {"operator":"suppress","key":{"rule":"r","group":["a"]},"state":"moments","entry":1741659851000,"value":{}}
            """),
        2);

    assertThat(stats.period()).isEqualTo("2025-03-11T02:24:10Z to 2025-03-11T02:24:11Z");
    assertThat(stats.bytes).isEqualTo(3);
  }
}
