package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --silence-after} in the whole job. */
class SilentTrailTest {
  private static final String RECORD =
      "{\"eventVersion\":\"1.11\",\"eventTime\":\"%s\",\"eventSource\":\"cloudtrail.amazonaws.com\",\"eventName\":\"%s\",\"awsRegion\":\"eu-west-1\",\"sourceIPAddress\":\"203.0.113.9\",\"eventID\":\"%s\",\"recipientAccountId\":\"%s\",\"userIdentity\":{\"type\":\"IAMUser\",\"userName\":\"mallory\",\"arn\":\"arn:aws:iam::111122223333:user/mallory\"}}";

  @TempDir private Path folder;

  private CommandLineRun run(Path alerts, String... more) throws Exception {
    Path events = folder.resolve("events.ndjson");
    Files.write(
        events,
        List.of(
            RECORD.formatted("2026-09-01T10:00:00Z", "StopLogging", "e1", "111122223333"),
            RECORD.formatted("2026-09-01T10:20:00Z", "DescribeTrails", "e2", "444455556666"),
            RECORD.formatted("2026-09-01T11:10:00Z", "DescribeTrails", "e3", "444455556666")));
    List<String> arguments =
        new ArrayList<>(List.of("run", "--input=" + events, "--alerts=" + alerts, "--asn-db=none"));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void theDocumentShowsTheAccountAndItsLastEvent() throws Exception {
    Path alerts = folder.resolve("alerts.ndjson");
    CommandLineRun run = run(alerts, "--silence-after=1h");
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = Files.readAllLines(alerts);
    assertThat(lines).hasSize(1);
    JsonNode alert = new ObjectMapper().readTree(lines.get(0));
    assertThat(alert.at("/rule/name").asText()).isEqualTo("trailhound_trail_silent");
    assertThat(alert.at("/@timestamp").asText()).isEqualTo("2026-09-01T11:00:00Z");
    assertThat(alert.at("/cloud/account/id").asText()).isEqualTo("111122223333");
    assertThat(alert.at("/cloud/region").isMissingNode()).isTrue();
    assertThat(alert.at("/event/action").asText()).isEqualTo("StopLogging");
    assertThat(alert.at("/user/name").asText()).isEqualTo("mallory");
    assertThat(alert.at("/trailhound/phase").asText()).isEqualTo("final");
    assertThat(alert.at("/trailhound/window/start").asText()).isEqualTo("2026-09-01T10:00:00Z");
    assertThat(alert.at("/trailhound/event_ids/0").asText()).isEqualTo("e1");
    assertThat(alert.at("/threat/technique/subtechnique/id/0").asText()).isEqualTo("T1685.002");
    assertThat(alert.at("/related/ip/0").asText()).isEqualTo("203.0.113.9");
  }

  @Test
  void withoutTheKeyNothingIsTold() throws Exception {
    Path alerts = folder.resolve("alerts.ndjson");
    assertThat(run(alerts).exitCode()).isZero();
    assertThat(alerts).content().doesNotContain("trail_silent");
  }

  @Test
  void lessThanFiveMinutesIsRefused() throws Exception {
    CommandLineRun run = run(folder.resolve("alerts.ndjson"), "--silence-after=4m");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("silence-after", "4m");
  }
}
