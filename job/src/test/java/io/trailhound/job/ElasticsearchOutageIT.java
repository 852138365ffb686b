package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.Elasticsearch;
import io.trailhound.local.Ports;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is killed in the middle of a run, and comes back. */
@Timeout(300)
class ElasticsearchOutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private JobClient running;
  private Elasticsearch server;

  @AfterEach
  void stop() throws Exception {
    if (running != null) {
      running.cancel().get();
    }
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Elasticsearch.Product.class)
  void theJobGoesOnAndKeepsWhatIsNotAcknowledgedInItsCheckpoints(Elasticsearch.Product product)
      throws Exception {
    server = Elasticsearch.start(product, folder);
    SearchIndex index = new SearchIndex(server, "logs-trailhound");
    List<String> events = Vectors.events();
    int middle = events.size() / 2;

    int port = Ports.free(1).get(0);
    running = start(settings(port, null));
    input("1.ndjson", events.subList(0, middle));
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class) // an index that's being made answers 503
        .until(() -> index.count() > 0);
    int before = index.count();
    server.process().kill();
    input("2.ndjson", events.subList(middle, events.size()));
    await().atMost(PATIENCE).until(() -> Scrape.of(port).sum("sinkRetries", Map.of()) > 10);
    assertThat(running.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    String savepoint =
        running
            .stopWithSavepoint(
                false, "file:" + folder.resolve("savepoints"), SavepointFormatType.CANONICAL)
            .get();
    running = null;

    int again = Ports.free(1).get(0);
    running = start(settings(again, savepoint));
    await().atMost(PATIENCE).until(() -> Scrape.of(again).sum("sinkRetries", Map.of()) > 10);
    server.process().start();
    input("3.ndjson", List.of(Vectors.recordOf(Vectors.longAfter())));
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class) // and one that's recovered
        .untilAsserted(
            () ->
                assertThat(FinalDocuments.of(index.documents()))
                    .hasSize(Vectors.expected().size()));
    assertThat(before).isLessThan(Vectors.expected().size());
    assertThat(running.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    running.cancel().get();
    running = null;
    JobRun run = JobRun.of(TestSources.files(Vectors.EVENTS), 2, JobRun.settings("hashmap"));
    assertThat(FinalDocuments.of(index.documents())).isEqualTo(FinalDocuments.of(run));
  }

  private Configuration settings(int port, String savepoint) {
    Configuration settings = Scrape.serve(JobRun.settings("hashmap"), port);
    settings.setString("execution.checkpointing.interval", "200 ms");
    if (savepoint != null) {
      settings.setString("execution.state-recovery.path", savepoint);
    }
    return settings;
  }

  private JobClient start(Configuration settings) throws Exception {
    Files.createDirectories(folder.resolve("trail"));
    JobConfig config =
        JobConfig.of(
            Arguments.parse(
                new String[] {
                  "--input=" + folder.resolve("trail"),
                  "--watch=100ms",
                  "--sink=elasticsearch",
                  "--elasticsearch-url=" + server.url(),
                  "--asn-db=" + Vectors.ASN_DB
                }));
    RuleBook rules = TrailhoundJob.prepare(config);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, settings);
    TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules));
    return env.executeAsync();
  }

  /** There at once and whole. */
  private void input(String name, List<String> lines) throws Exception {
    Path aside = Files.write(folder.resolve(name), lines);
    Files.move(aside, folder.resolve("trail").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
