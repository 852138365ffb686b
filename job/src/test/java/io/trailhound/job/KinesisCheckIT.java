package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.Kinesis;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The look at a real stream before the start. */
@ExtendWith(WithServers.class)
class KinesisCheckIT {
  private static final String NOWHERE = "http://127.0.0.1:1";

  private static Kinesis server;

  @BeforeAll
  static void start(Servers servers) {
    server = servers.kinesis();
  }

  @Test
  void aStreamThatAnswersIsGood() {
    try (TrailStream stream = TrailStream.create(server, "good", 1)) {
      assertThat(check(stream.name(), server.url(), true)).isTrue();
      String arn =
          "arn:aws:kinesis:%s:000000000000:stream/%s".formatted(Kinesis.REGION, stream.name());
      assertThat(check(arn, server.url(), true)).isTrue();
    }
  }

  @Test
  void whatIsWrongIsSaidBeforeTheStart() {
    assertThatThrownBy(() -> check("absent", server.url(), false))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "kinesis-stream: there is no stream 'absent'. Right would be: to create it first, another name, or its ARN where it is in another region or account.");
    assertThatThrownBy(() -> check("trail", NOWHERE, true))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("kinesis-stream: 'trail' does not answer us: ")
        .hasMessageContaining("Right would be: ");
    assertThat(check("trail", NOWHERE, false)).as("a machine that only submits the job").isFalse();
  }

  private static boolean check(String stream, String endpoint, boolean mustAnswer) {
    return KinesisCheck.require(
        JobConfig.of(
                Arguments.parse(
                    "--source=kinesis",
                    "--kinesis-stream",
                    stream,
                    "--kinesis-endpoint",
                    endpoint,
                    "--asn-db=none"))
            .kinesis(),
        mustAnswer);
  }
}
