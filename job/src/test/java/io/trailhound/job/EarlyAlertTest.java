package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's iterator may throw anything on close
class EarlyAlertTest {
  /** Six different list-B actions by one principal within one window of ten seconds. */
  private static final List<String> BURST =
      List.of(
          "ListUsers", "ListRoles", "ListGroups", "GetUser", "GetAccountSummary", "ListPolicies");

  private static String call(String action) {
    return """
        {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/alice","accountId":"111122223333","userName":"alice"},"eventTime":"2026-09-01T00:00:02Z","eventSource":"iam.amazonaws.com","eventName":"%s","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.1","userAgent":"aws-cli/2.15.0","eventID":"%s","eventType":"AwsApiCall"}"""
        .formatted(action, action);
  }

  @Test
  void leavesTheJobOnTheEventThatCompletesItWhileTheSourceStaysOpen() throws Exception {
    StreamExecutionEnvironment env = SharedFlink.environment(1, JobRun.settings("hashmap"));
    var alerts =
        DetectionPipeline.build(
                TestSources.open(BURST.stream().map(EarlyAlertTest::call).toList()).in(env),
                JobRun.RULES,
                Optional.of(Vectors.ASN_DB.toString()),
                JobRun.LATENESS)
            .alerts();
    try (var open = alerts.executeAndCollect()) {
      Alert first = open.next();
      assertThat(first.rule).isEqualTo("aws_cli_discovery_burst");
      assertThat(first.phase).isEqualTo(Alert.EARLY);
      assertThat(first.distinct).isEqualTo(6);
    }
  }
}
