package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs of testdata/cases that came out wrong once. */
class CasesTest {
  @ParameterizedTest
  @CsvSource({
    "gzip-in-gzip/single-members.gz, event event",
    "gzip-in-gzip/double.gz, event event",
    "gzip-in-gzip/double-trail.json.gz, event event",
    "utf16-in-the-middle/a.ndjson, event not-utf-8 event",
    "addendum/events.ndjson, event event not-an-api-call event",
    "foreign-ecs/events.ndjson, not-cloudtrail not-cloudtrail not-cloudtrail event",
    "foreign-ecs/own-alerts.ndjson, not-cloudtrail not-cloudtrail not-cloudtrail not-cloudtrail not-cloudtrail not-cloudtrail",
  })
  void comeOutRight(String name, String expected) {
    byte[] content = TestDecoder.testdata("cases/" + name);
    List<Decoded> outputs = TestDecoder.file(content);

    assertThat(String.join(" ", TestDecoder.reasons(outputs))).isEqualTo(expected);
    assertThat(TestDecoder.reasons(TestDecoder.message(content)))
        .isEqualTo(TestDecoder.reasons(outputs));
  }
}
