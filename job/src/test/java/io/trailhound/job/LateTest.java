package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateTest {
  private static String call(String time, String id) {
    return """
        {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/alice","userName":"alice"},"eventTime":"%s","eventSource":"ec2.amazonaws.com","eventName":"DescribeInstances","awsRegion":"us-east-1","sourceIPAddress":"198.18.0.1","eventID":"%s","eventType":"AwsApiCall"}"""
        .formatted(time, id);
  }

  @Test
  void whatIsLateInAFileDependsOnTheFileAloneHoweverShortItIs(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("events.ndjson");
    Files.write(
        file,
        List.of(
            call("2026-09-01T12:00:00Z", "first"),
            call("2026-09-01T12:15:00Z", "latest"),
            call("2026-09-01T12:00:00Z", "just in time"),
            call("2026-09-01T11:59:59Z", "a second too late")));
    for (int run = 0; run < 3; run++) {
      JobRun job = JobRun.of(TestSources.files(file), 1, JobRun.settings("hashmap"));
      assertThat(job.late())
          .singleElement()
          .satisfies(
              late -> {
                assertThat(late.source()).endsWith("events.ndjson:4");
                assertThat(late.detail()).contains("is 1 s behind the watermark");
                assertThat(new String(late.raw(), StandardCharsets.UTF_8))
                    .isEqualTo(call("2026-09-01T11:59:59Z", "a second too late"));
              });
      assertThat(job.finals())
          .extracting(alert -> alert.rule)
          .as("match rules see late events too")
          .filteredOn(rule -> rule.equals("aws_vpn_asn_discovery_call"))
          .hasSize(4);
    }
  }
}
