package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.alert.JsonLines;
import io.trailhound.job.cli.CommandLineRun;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.webhook.Hook;
import io.trailhound.local.Ports;
import io.trailhound.model.Alert;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with a webhook behind it, which is away, slow or out of its mind. */
class WebhookTest {
  @TempDir private Path folder;
  private Hook hook;

  @BeforeEach
  void listen() throws IOException {
    hook = new Hook();
  }

  @AfterEach
  void stop() {
    hook.close();
  }

  private CommandLineRun run(Path input, Path asnDb, String url, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--input=" + input,
                "--asn-db=" + asnDb,
                "--dead-letters=" + folder.resolve("dead.ndjson"),
                "--sink=webhook",
                "--webhook-url=" + url));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private CommandLineRun demo(String url, String... more) {
    Path testdata = Path.of("..", "testdata");
    Path networks = testdata.resolve("asn").resolve("trailhound-demo.mmdb");
    return run(testdata.resolve("demo").resolve("AWSLogs"), networks, url, more);
  }

  private List<String> bodies() {
    return hook.taken().stream().map(call -> new String(call.body(), UTF_8)).toList();
  }

  /**
   * Of each final alert the same, and of all others the end. Which are early and then withdrawn
   * hangs on what came first.
   */
  private void assertAllArrived() throws Exception {
    assertThat(FinalDocuments.of(bodies())).isEqualTo(FinalDocuments.of(JobRun.ofVectors()));
    hook.phases().forEach((id, taken) -> assertThat(hasEnded(taken)).as(id + " " + taken).isTrue());
  }

  @Test
  void everyAlertArrivesInOrderThoughTheReceiverFailsAgainAndAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    hook.answers(
        (call, exchange) -> {
          switch (calls.incrementAndGet() % 40) {
            case 1 -> Hook.with(500).answer(call, exchange);
            case 11 -> Hook.with(429, "Retry-After", "0").answer(call, exchange);
            case 21 -> exchange.getHttpContext(); // and closes without an answer
            default -> Hook.with(200).answer(call, exchange);
          }
        });

    Path alerts = folder.resolve("alerts.ndjson");
    CommandLineRun run =
        run(
            Vectors.EVENTS,
            Vectors.ASN_DB,
            hook.url(),
            "--delivery-waiting=100000",
            "--sink=files",
            "--alerts=" + alerts);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertAllArrived();
    assertThat(bodies().stream().sorted().toList())
        .as("each once")
        .isEqualTo(Files.readAllLines(alerts).stream().sorted().toList());
    assertThat(folder.resolve("dead.ndjson")).isEmptyFile();
  }

  @Test
  void whatNobodyTakesIsADeadLetterAndHoldsNothingUp() throws Exception {
    String nobody = "http://127.0.0.1:" + Ports.free(1).get(0) + "/hush-path";
    Path alerts = folder.resolve("alerts.ndjson");

    CommandLineRun run = demo(nobody, "--sink=files", "--alerts=" + alerts, "--delivery-within=1s");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> told = JsonLines.read(alerts);
    List<JsonNode> letters = JsonLines.read(folder.resolve("dead.ndjson"));
    assertThat(letters)
        .hasSameSizeAs(told)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            letter -> assertThat(letter.path("reason").asText()).isEqualTo("given-up-by-webhook"))
        .anyMatch(
            letter ->
                letter
                    .path("detail")
                    .asText()
                    .startsWith("it was not taken within delivery-within; last: ConnectException"));
    assertThat(new String(letters.get(0).path("raw").binaryValue(), UTF_8))
        .startsWith("{\"@timestamp\":");
    assertThat(letters.toString()).doesNotContain("hush");
  }

  @Test
  void aQueueThatIsFullHoldsNothingUp() throws Exception {
    hook.answers(Hook.silence());
    List<String> events = Vectors.events();
    try (RunningJob job = start(null, "none", "--delivery-waiting=1", "--delivery-within=1d")) {
      input("1.ndjson", events);
      input("2.ndjson", List.of(Vectors.recordOf(Vectors.longAfter())));
      job.await("all events", () -> Scrape.sum(job, "events"), sum -> sum == events.size() + 1);
      int most = FinalDocuments.of(JobRun.ofVectors()).size();
      job.await("given up", () -> Scrape.sum(job, "documentsGivenUp"), sum -> sum >= most - 100);
    }
    assertThat(hook.taken()).isEmpty();
  }

  @Test
  void whatIsRefusedForGoodIsADeadLetterWithTheReceiversWords() throws Exception {
    hook.answers(Hook.with(400));

    CommandLineRun run = demo(hook.url(), "--emit=final");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> letters = JsonLines.read(folder.resolve("dead.ndjson"));
    assertThat(letters)
        .hasSameSizeAs(hook.calls())
        .allSatisfy(
            letter -> {
              assertThat(letter.path("reason").asText()).isEqualTo("refused-by-webhook");
              assertThat(letter.path("detail").asText()).isEqualTo("400 you sent null");
            });
  }

  @Test
  void aSavepointTakesAlongWhatIsUnanswered() throws Exception {
    List<String> events = Vectors.events();
    int middle = events.size() / 2;
    String savepoint;
    hook.answers(Hook.silence());
    try (RunningJob job = start(null, "none")) {
      input("1.ndjson", events.subList(0, middle));
      job.await("a call", () -> hook.calls().size(), calls -> calls > 0);
      input("2.ndjson", events.subList(middle, events.size()));
      input("3.ndjson", List.of(Vectors.recordOf(Vectors.longAfter())));
      savepoint = job.stop(folder.resolve("savepoints"), false);
    }
    assertThat(hook.taken()).isEmpty();

    hook.answers(Hook.with(200));
    try (RunningJob job = start(savepoint, "none")) {
      awaitTheirEnds(job);
    }
    assertAllArrived();
  }

  @Test
  void aLostTaskManagerCostsNoAlert() throws Exception {
    List<String> events = Vectors.events();
    int middle = events.size() / 2;
    hook.answers(Hook.with(503));
    try (RunningJob job = start(null, "fixed-delay")) {
      input("1.ndjson", events.subList(0, middle));
      job.await("calls", () -> hook.calls().size(), calls -> calls > 8);
      int before = job.checkpoints();
      job.await("a checkpoint", job::checkpoints, now -> now > before + 1);
      SharedFlink.loseTaskManager();
      hook.answers(Hook.with(200));
      input("2.ndjson", events.subList(middle, events.size()));
      input("3.ndjson", List.of(Vectors.recordOf(Vectors.longAfter())));
      awaitTheirEnds(job);
    }
    assertAllArrived();
  }

  /** Until all final alerts are there, and each that came early is final or withdrawn. */
  private void awaitTheirEnds(RunningJob job) throws Exception {
    Set<String> finals = FinalDocuments.of(JobRun.ofVectors()).keySet();
    var unused =
        job.await(
            "the ends of all alerts",
            hook::phases,
            phases ->
                finals.stream().allMatch(id -> hasEnded(phases.getOrDefault(id, List.of())))
                    && phases.values().stream().allMatch(WebhookTest::hasEnded));
  }

  private static boolean hasEnded(List<String> phases) {
    return !phases.isEmpty() && !phases.get(phases.size() - 1).equals(Alert.EARLY);
  }

  private RunningJob start(String savepoint, String restarts, String... more) throws Exception {
    Files.createDirectories(folder.resolve("trail"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--input=" + folder.resolve("trail"),
                "--watch=100ms",
                "--sink=webhook",
                "--webhook-url=" + hook.url(),
                "--asn-db=" + Vectors.ASN_DB));
    arguments.addAll(more.length == 0 ? List.of("--delivery-waiting=100000") : List.of(more));
    JobConfig config = JobConfig.of(Arguments.parse(arguments.toArray(String[]::new)));
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = JobRun.settings("hashmap");
    settings.setString("execution.checkpointing.interval", "200 ms");
    settings.setString("restart-strategy.type", restarts);
    settings.setString("restart-strategy.fixed-delay.attempts", "1000");
    settings.setString("restart-strategy.fixed-delay.delay", "10 ms");
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
