package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LateDaysTest {
  private static final long NOON = Instant.parse("2026-09-30T12:00:00Z").toEpochMilli();

  @Test
  void oneInTenLooksTakesOneOfTheDaysLongOverInTurn() {
    LateDays days = new LateDays();
    LocalDate latest = LocalDate.of(2026, 9, 28);

    assertThat(Stream.generate(() -> days.next(NOON)).limit(10 * 33).filter(Objects::nonNull))
        .hasSize(33)
        .startsWith(latest, latest.minusDays(1))
        .endsWith(latest.minusDays(31), latest);
  }
}
