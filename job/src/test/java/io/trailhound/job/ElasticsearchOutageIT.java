package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.Elasticsearch;
import io.trailhound.rules.RuleBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is killed in the middle of a run, and comes back. */
@Tag("e2e")
@ExtendWith(WithServers.class)
class ElasticsearchOutageIT {
  private static final String INDEX = "outage";

  @TempDir Path folder;
  private Elasticsearch server;

  /** Other tests go on with it. */
  @AfterEach
  void start() {
    server.process().start();
  }

  @ParameterizedTest
  @EnumSource(Elasticsearch.Product.class)
  void theJobGoesOnAndKeepsWhatIsNotAcknowledgedInItsCheckpoints(
      Elasticsearch.Product product, Servers servers) throws Exception {
    server = servers.search(product);
    SearchIndex index = new SearchIndex(server, INDEX);
    List<String> events = Vectors.events();
    int middle = events.size() / 2;

    String savepoint;
    try (RunningJob job = start(null)) {
      input("1.ndjson", events.subList(0, middle));
      job.await("the first documents", () -> index.count(), count -> count > 0);
      server.process().kill();
      input("2.ndjson", events.subList(middle, events.size()));
      awaitRetries(job);
      savepoint = job.stop(folder.resolve("savepoints"), false);
    }

    try (RunningJob job = start(savepoint)) {
      awaitRetries(job);
      server.process().start();
      input("3.ndjson", List.of(Vectors.recordOf(Vectors.longAfter())));
      int expected = Vectors.expected().size();
      job.await("all final alerts", index::finals, count -> count >= expected);
    }
    assertThat(FinalDocuments.of(index.documents()))
        .isEqualTo(FinalDocuments.of(JobRun.ofVectors()));
  }

  private static void awaitRetries(RunningJob job) {
    job.await("retries", () -> Scrape.sum(job, "sinkRetries"), sum -> sum > 10);
  }

  private RunningJob start(String savepoint) throws Exception {
    Files.createDirectories(folder.resolve("trail"));
    JobConfig config =
        JobConfig.of(
            Arguments.parse(
                "--input=" + folder.resolve("trail"),
                "--watch=100ms",
                "--sink=elasticsearch",
                "--elasticsearch-url=" + server.url(),
                "--elasticsearch-index=" + INDEX,
                "--asn-db=" + Vectors.ASN_DB));
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = JobRun.settings("hashmap");
    settings.setString("execution.checkpointing.interval", "200 ms");
    return RunningJob.start(
        settings,
        2,
        savepoint,
        env -> TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules)));
  }

  private void input(String name, List<String> lines) throws Exception {
    Cuts.write(folder.resolve("trail").resolve(name), lines);
  }
}
