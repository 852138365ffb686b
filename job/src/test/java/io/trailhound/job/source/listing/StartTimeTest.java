package io.trailhound.job.source.listing;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.decode.EpochClock;
import io.trailhound.job.Cuts;
import io.trailhound.model.ExtraFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class StartTimeTest {
  public static final CloudTrailDecoder DECODER =
      new CloudTrailDecoder(ExtraFields.NONE, DecodeLimits.DEFAULT, EpochClock.system());

  private static final String NAME = "000000000001_CloudTrail_eu-west-1_20260901T0020Z_aBc.json.gz";
  private static final long DELIVERY_BEFORE_NAME = millis("2026-09-01T00:05:00Z");

  @TempDir Path folder;

  @Test
  void isFifteenMinutesBeforeTheDeliveryInTheName() {
    assertThat(StartTime.inName(NAME)).isEqualTo(DELIVERY_BEFORE_NAME);
    assertThat(StartTime.inName(NAME.replace("T0020Z", "T002030Z")))
        .isEqualTo(DELIVERY_BEFORE_NAME);
  }

  @Test
  void isNotInOtherNames() {
    for (String name :
        new String[] {
          "events.ndjson",
          NAME.replace("T0020Z", "T9920Z"),
          NAME.replace("_CloudTrail_", "_CloudTrail-Digest_"),
          "20260901T0020Z.json"
        }) {
      assertThat(StartTime.inName(name)).as(name).isEqualTo(StartTime.UNKNOWN);
    }
  }

  @Test
  void trustsTheFirstEventMoreThanALateName() throws IOException {
    assertThat(startOf(NAME, event("2026-09-01T00:02:00Z")))
        .isEqualTo(millis("2026-09-01T00:02:00Z"));
    assertThat(startOf(NAME, event("2026-09-01T00:19:00Z"))).isEqualTo(DELIVERY_BEFORE_NAME);
  }

  @Test
  void isThatOfTheFirstEventBehindBrokenRecords() throws IOException {
    assertThat(startOf("a.ndjson", "{broken", "", event("2026-09-01T00:02:00Z")))
        .isEqualTo(millis("2026-09-01T00:02:00Z"));
  }

  @Test
  void isThatOfTheFirstEventBehindTextInUtf16() throws IOException {
    for (Charset charset : List.of(UTF_16, UTF_16BE, UTF_16LE)) {
      String garbage = event("2026-09-01T00:01:00Z") + "\n" + event("2026-09-01T00:03:00Z");
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.write(garbage.getBytes(charset));
      file.write(("\n" + event("2026-09-01T00:02:00Z") + "\n").getBytes(UTF_8));
      Path path = Files.write(folder.resolve(charset + ".ndjson"), file.toByteArray());

      assertThat(StartTime.of(new InputFile(path.toString(), 1), DECODER))
          .as(charset.name())
          .isEqualTo(millis("2026-09-01T00:02:00Z"));
    }
  }

  @Test
  void isUnknownWhereNoRecordCanBeRead() throws IOException {
    assertThat(startOf("a.ndjson", "{broken")).isEqualTo(StartTime.UNKNOWN);
    assertThat(startOf("empty.ndjson")).isEqualTo(StartTime.UNKNOWN);
    assertThat(StartTime.of(new InputFile(folder + "/absent", 1), DECODER))
        .isEqualTo(StartTime.UNKNOWN);
  }

  /** Reading it finds the event; the look at it must not take as long as reading. */
  @Test
  void isUnknownWhereTheBeginningHoldsNoRecord() throws IOException {
    String blanks = " ".repeat(3 << 20);
    assertThat(startOf("a.ndjson", blanks, event("2026-09-01T00:02:00Z")))
        .isEqualTo(StartTime.UNKNOWN);
    assertThat(startOf("b.ndjson", blanks.substring(2 << 20), event("2026-09-01T00:02:00Z")))
        .isEqualTo(millis("2026-09-01T00:02:00Z"));
  }

  private long startOf(String name, String... lines) throws IOException {
    Cuts.write(folder.resolve(name), List.of(lines));
    return StartTime.of(new InputFile(folder.resolve(name).toString(), 1), DECODER);
  }

  public static String event(String time) {
    return "{\"eventTime\":\"%s\",\"eventID\":\"%s\",\"eventName\":\"ListBuckets\",\"eventSource\":\"s3.amazonaws.com\"}"
        .formatted(time, time);
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
