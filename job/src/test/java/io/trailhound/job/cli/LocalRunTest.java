package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Cuts;
import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.Patience;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTest {
  private static final Path ASN = Path.of("..", "testdata/asn/trailhound-demo.mmdb");
  private static final List<String> ACTIONS =
      List.of(
          "DescribeInstances",
          "DescribeVpcs",
          "DescribeSecurityGroups",
          "DescribeVolumes",
          "DescribeImages",
          "DescribeSubnets");
  private static final String FIRST_SEEN = "aws_vpn_asn_first_seen";
  private static final String BURST = "aws_cli_discovery_burst";

  @TempDir Path folder;

  /** Three calls before and three behind are a burst together. */
  @Test
  void goesOnWithStateOnDiskFromWhereItWasWhenTheHeapIsFull() throws Exception {
    Path input = Files.createDirectory(folder.resolve("input"));
    Path alerts = folder.resolve("alerts.ndjson");
    AtomicBoolean heapIsFull = new AtomicBoolean();
    StringWriter err = new StringWriter();
    Thread run = run(config(input, alerts), heapIsFull, new PrintWriter(err, true));

    write(input.resolve("before.ndjson"), 0, 3);
    await(FIRST_SEEN, alerts, run);
    heapIsFull.set(true);
    Patience.await("state on disk", err::toString, it -> it.contains("with state on disk ..."));
    write(input.resolve("behind.ndjson"), 3, 6);
    await(BURST, alerts, run);
    run.interrupt();
    run.join();

    assertThat(AlertDocument.read(alerts))
        .extracting(AlertDocument::rule)
        .containsOnlyOnce(FIRST_SEEN, BURST);
  }

  /** Which only a checkpoint makes: the run has no end. */
  @Test
  void aFolderShowsWholeFilesWhileTheRunGoesOn() throws Exception {
    Path input = Files.createDirectory(folder.resolve("input"));
    Path alerts = Files.createDirectory(folder.resolve("alerts"));
    write(input.resolve("a.ndjson"), 0, 3);
    Thread run =
        run(config(input, alerts), new AtomicBoolean(), new PrintWriter(Writer.nullWriter()));
    List<Path> parts =
        Patience.await(
            "a whole part file",
            () -> parts(alerts),
            files -> {
              assertThat(run.isAlive()).isTrue();
              return !files.isEmpty();
            });
    assertThat(AlertDocument.read(parts.get(0)))
        .extracting(AlertDocument::rule)
        .contains(FIRST_SEEN);
    run.interrupt();
    run.join();
  }

  private static List<Path> parts(Path alerts) {
    try (Stream<Path> all = Files.walk(alerts)) {
      return all.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
    } catch (IOException | UncheckedIOException renamedMeanwhile) {
      return List.of();
    }
  }

  private static Thread run(JobConfig config, AtomicBoolean heapIsFull, PrintWriter err) {
    RuleBook rules = TrailhoundJob.prepare(config);
    LocalRun run = new LocalRun(config, rules, Sinks.of(config, rules), new Configuration());
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              run.run(drawn -> {}, heapIsFull::get, err);
              return null;
            });
    Thread thread = new Thread(task, "run");
    thread.start();
    return thread;
  }

  private static void await(String rule, Path alerts, Thread run) {
    Patience.await(
        "an alert of " + rule,
        () -> AlertDocument.read(alerts).stream().map(AlertDocument::rule).toList(),
        rules -> {
          assertThat(run.isAlive()).isTrue();
          return rules.contains(rule);
        });
  }

  private static JobConfig config(Path input, Path alerts) {
    return JobConfig.of(
        Arguments.parse(
            new String[] {
              "--input=" + input,
              "--alerts=" + alerts,
              "--asn-db=" + ASN,
              "--watch=100ms",
              "--parallelism=1"
            }));
  }

  private static void write(Path file, int from, int to) throws IOException {
    Cuts.write(file, IntStream.range(from, to).mapToObj(LocalRunTest::call).toList());
  }

  private static String call(int number) {
    return String.format(
        Locale.ROOT,
        """
        {"eventTime":"2025-03-11T02:00:0%d.000Z","eventID":"e-%d","eventSource":"ec2.amazonaws.com",\
        "eventName":"%s","awsRegion":"eu-west-1","sourceIPAddress":"198.18.0.42","userAgent":"aws-cli/2.24.10",\
        "userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/a"}}""",
        number,
        number,
        ACTIONS.get(number));
  }
}
