package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.metrics.Metrics;
import io.trailhound.rules.Expiry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ExpiriesTest {
  private final Map<String, Gauge<?>> gauges = new HashMap<>();

  private Expiries expiries(Expiry... all) {
    return new Expiries(
        List.of(all),
        new UnregisteredMetricsGroup() {
          @Override
          public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
          }
        });
  }

  private String told() {
    return gauges.get(Metrics.EXCEPTIONS_EXPIRED).getValue()
        + " "
        + gauges.get(Metrics.NEXT_EXPIRY).getValue();
  }

  @Test
  void tellsWhichHaveEndedAndWhenTheNextWill() {
    Expiries expiries =
        expiries(new Expiry("b.yml:1", 90_000, null), new Expiry("a.yml:1", 60_000, "a move"));
    assertThat(told()).isEqualTo("0 -1");

    expiries.advance(10_000);
    assertThat(told()).isEqualTo("0 50");
    expiries.advance(59_999);
    assertThat(told()).isEqualTo("0 0");
    expiries.advance(60_000);
    assertThat(told()).isEqualTo("1 30");
    expiries.advance(1_000_000);
    assertThat(told()).isEqualTo("2 -1");
  }

  @Test
  void goesByOtherExceptionsWhenTheyWereReadAgain() {
    Expiries expiries = expiries(new Expiry("a.yml:1", 60_000, null));
    expiries.replace(List.of());
    assertThat(told()).isEqualTo("0 -1");
    expiries.advance(70_000);
    assertThat(told()).isEqualTo("0 -1");

    expiries.replace(
        List.of(new Expiry("b.yml:1", 90_000, null), new Expiry("a.yml:1", 60_000, null)));
    assertThat(told()).as("one has ended already").isEqualTo("1 20");
    expiries.replace(List.of(new Expiry("b.yml:1", 80_000, null)));
    assertThat(told()).isEqualTo("0 10");
  }

  @Test
  void withoutAnEndThereIsNothingToTell() {
    expiries().advance(10_000);

    assertThat(told()).isEqualTo("0 -1");
  }
}
