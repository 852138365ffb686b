package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.Sqs;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The look at a real queue before the start. */
@ExtendWith(WithServers.class)
class SqsCheckIT {
  private static Sqs server;

  @BeforeAll
  static void start(Servers servers) {
    var unused = servers.s3(); // what loads the plugin
    server = servers.sqs();
  }

  @Test
  void aQueueThatAnswersIsGood() {
    String url = NotificationQueue.create(server, "good", 30, 3).url();
    assertThat(check(url, true)).isTrue();
  }

  @Test
  void whatIsWrongIsSaidBeforeTheStart() {
    String absent = server.url() + "/000000000000/absent";
    assertThatThrownBy(() -> check(absent, false))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "sqs-queue: there is no queue at '%s'. Right would be: to create it first, or another URL.",
            absent);
    String hasty = NotificationQueue.create(server, "hasty", 0, 3).url();
    assertThatThrownBy(() -> check(hasty, true))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("sqs-queue: the visibility timeout of '%s' is 0 s", hasty);
    String nowhere = "http://127.0.0.1:1/000000000000/queue";
    assertThatThrownBy(() -> check(nowhere, true))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("sqs-queue: '%s' does not answer us: ", nowhere)
        .hasMessageContaining("Right would be: ");
    assertThat(check(nowhere, false)).as("a machine that only submits the job").isFalse();
  }

  @Test
  void aJobWithoutCheckpointsIsRefused() {
    Configuration settings = JobRun.settings("hashmap");
    assertThatThrownBy(() -> SqsCheck.requireCheckpoints(SharedFlink.environment(1, settings)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Right would be: -D execution.checkpointing.interval=30s");
    settings.setString("execution.checkpointing.interval", "30s");
    SqsCheck.requireCheckpoints(SharedFlink.environment(1, settings));
  }

  private static boolean check(String url, boolean mustAnswer) {
    return SqsCheck.require(
        JobConfig.of(Arguments.parse("--sqs-queue", url, "--asn-db=none")).files(), mustAnswer);
  }
}
