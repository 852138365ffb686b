package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesConfigTest {
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/trail";

  @Test
  void allThatIsThereIsReadOnceWhenNothingElseIsSaid() {
    FilesConfig files = config("--input", "logs");
    assertThat(files.watches()).isFalse();
    assertThat(files.selection().isAll()).isTrue();
  }

  @Test
  void selectsByAccountRegionAndTime() {
    FilesConfig files =
        config(
            "--input",
            "logs",
            "--watch",
            "30s",
            "--accounts",
            "111122223333",
            "444455556666",
            "--regions",
            "eu-west-1",
            "us-gov-west-1",
            "--from",
            "2026-09-01",
            "--to",
            "2026-09-02");
    assertThat(files.watch()).isEqualTo(Duration.ofSeconds(30));
    assertThat(files.selection())
        .isEqualTo(
            new TrailSelection(
                Set.of("111122223333", "444455556666"),
                Set.of("eu-west-1", "us-gov-west-1"),
                Instant.parse("2026-09-01T00:00:00Z"),
                Instant.parse("2026-09-02T23:59:59.999999999Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eu-west-1",
        "ap-southeast-7",
        "us-gov-east-1",
        "cn-northwest-1",
        "us-iso-east-1",
        "us-isob-east-1",
        "us-isof-south-1",
        "eu-isoe-west-1",
        "eusc-de-east-1"
      })
  void aRegionMayBeOfAnyPartition(String region) {
    assertThat(config("--input", "logs", "--regions", region).selection().regions())
        .containsExactly(region);
  }

  @Test
  void timesAreInUtcWithOrWithoutSayingSo() {
    assertThat(config("--input", "logs", "--to", "2026-09-02T10:30").selection().to())
        .isEqualTo(config("--input", "logs", "--to", "2026-09-02T10:30:00Z").selection().to())
        .isEqualTo(Instant.parse("2026-09-02T10:30:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "--accounts, 12345, accounts: '12345' is no account (given as --accounts). Right would be: an account id of 12 digits.",
    "--regions, Ireland, regions: 'Ireland' is no region (given as --regions). Right would be: a region such as eu-west-1.",
    "--from, 1.9.2026, from: '1.9.2026' is not a day (given as --from). Right would be: 2026-01-31 or 2026-01-31T12:00Z (UTC).",
    "--to, 2026-09-01T25:00, to: '2026-09-01T25:00' is not a time (given as --to). Right would be: 2026-01-31 or 2026-01-31T12:00Z (UTC)."
  })
  void sayWhatWouldBeRight(String key, String value, String message) {
    assertThatThrownBy(() -> config("--input", "logs", key, value)).hasMessage(message);
  }

  @Test
  void refusesATimeThatEndsBeforeItBegins() {
    assertThatThrownBy(
            () -> config("--input", "logs", "--from", "2026-09-02", "--to", "2026-09-01"))
        .hasMessageStartingWith("from (given as --from) lies behind to (given as --to).");
  }

  @Test
  void aQueueTellsOfFilesInsteadOfAnInput() {
    FilesConfig files = config("--sqs-queue", QUEUE, "--accounts", "111122223333");
    assertThat(files.isTold()).isTrue();
    assertThat(files.watches()).isTrue();
    assertThat(files.queue()).isEqualTo(QUEUE);
    assertThat(files.selection().accounts()).containsExactly("111122223333");
  }

  @Test
  void aQueueAndWhatTheJobLooksForItselfAreTwoWays() {
    assertThatThrownBy(() -> config("--sqs-queue", QUEUE, "--input", "logs"))
        .hasMessage(
            "input (given as --input) is for files that the job looks for itself, and with sqs-queue (given as --sqs-queue) messages tell of them. Right would be: one of the two.");
    assertThatThrownBy(() -> config("--sqs-queue", QUEUE, "--watch", "1m"))
        .hasMessageStartingWith("watch (given as --watch) is for files that the job looks for");
    assertThatThrownBy(() -> config("--sqs-queue", QUEUE, "--replay", "august"))
        .hasMessageStartingWith("replay (given as --replay) reads an archive, and sqs-queue");
    assertThatThrownBy(() -> config("--source", "kafka", "--sqs-queue", QUEUE))
        .hasMessageStartingWith("sqs-queue (given as --sqs-queue) is for the files source");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"trail", "arn:aws:sqs:eu-west-1:111122223333:trail", QUEUE + ".fifo", QUEUE + "/"})
  void aQueueIsNamedByItsUrlAndNoFifoQueue(String queue) {
    assertThatThrownBy(() -> config("--sqs-queue", queue))
        .hasMessage(
            "sqs-queue: '%s' is no URL of a queue (given as --sqs-queue). Right would be: the URL of a standard queue, such as https://sqs.eu-west-1.amazonaws.com/111122223333/trail.",
            queue);
  }

  @Test
  void belongsToTheFilesSource() {
    assertThatThrownBy(() -> config("--source", "kafka", "--watch", "30s"))
        .hasMessageStartingWith("watch (given as --watch) is for the files source");
  }

  private static FilesConfig config(String... args) {
    return JobConfig.of(Arguments.parse(args)).files();
  }
}
