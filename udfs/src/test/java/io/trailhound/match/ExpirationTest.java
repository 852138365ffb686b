package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpirationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Jul 31, 2024, 8:07:33 PM      | 2024-07-31T20:07:33Z",
        "Nov 18, 2017 1:21:51 AM       | 2017-11-18T01:21:51Z",
        "Aug 2, 2024, 12:00:00 AM      | 2024-08-02T00:00:00Z",
        "Aug 2, 2024, 12:00:00 PM      | 2024-08-02T12:00:00Z",
        "Aug 2, 2024, 8:44:59\u202fAM  | 2024-08-02T08:44:59Z",
        "2024-08-02T08:44:59Z          | 2024-08-02T08:44:59Z",
      })
  void isReadAsRecordsHaveIt(String text, Instant time) {
    assertThat(Expiration.read(text)).isEqualTo(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "Foo 31, 2024, 8:07:33 PM",
        "Feb 31, 2024, 8:07:33 PM",
        "Jul 31, 2024, 8:67:33 PM",
        "+999999999-12-31T23:59:59Z",
        "Jul 31, 2024, 8:07:33 PM and more than forty letters",
      })
  void anythingElseIsUnknown(String text) {
    assertThat(Expiration.read(text)).isEqualTo(Expiration.UNKNOWN);
  }

  @Test
  void nothingIsUnknown() {
    assertThat(Expiration.read(null)).isEqualTo(Expiration.UNKNOWN);
  }
}
