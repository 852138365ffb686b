package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every record of the real files is an event, or a dead letter with the right reason. */
class RealFilesTest {
  @ParameterizedTest
  @CsvSource({"stratus, 310", "otrf, 103", "trailscraper, 5"})
  void everyRecordIsAnEvent(String name, int records) {
    assertThat(TestDecoder.reasons(read(name))).hasSize(records).containsOnly("event");
  }

  @Test
  void pantherHasRecordsWithoutTimeAndNetworkActivity() {
    List<Decoded> outputs = read("panther-a");

    assertThat(
            TestDecoder.reasons(outputs).stream()
                .collect(Collectors.groupingBy(reason -> reason, Collectors.counting())))
        .hasSize(3)
        .containsEntry("event", 208L)
        .containsEntry(Reasons.NO_EVENT_TIME, 6L)
        .containsEntry(Reasons.NOT_AN_API_CALL, 4L);
  }

  @Test
  void linesAreTheirPositionAndRawTheirBytes() {
    String[] lines =
        new String(TestDecoder.testdata("cloudtrail/stratus.ndjson"), StandardCharsets.UTF_8)
            .split("\n", -1);
    List<Decoded> outputs = read("stratus");

    for (int i = 0; i < outputs.size(); i++) {
      assertThat(outputs.get(i).event().where()).isEqualTo("stratus:" + (i + 1));
      assertThat(outputs.get(i).event().raw.bytes()).isEqualTo(TestDecoder.bytes(lines[i]));
    }
  }

  private static List<Decoded> read(String name) {
    byte[] bytes = TestDecoder.testdata("cloudtrail/" + name + ".ndjson");
    return TestDecoder.file(new ByteArrayInputStream(bytes), name + ":");
  }
}
