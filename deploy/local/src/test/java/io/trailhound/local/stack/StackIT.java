package io.trailhound.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.LocalProcess;
import io.trailhound.local.OddFolder;
import io.trailhound.local.Ports;
import io.trailhound.local.stack.StackCommand.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, with every process as real as a user's. */
final class StackIT {
  @TempDir private Path temporary;
  private StackCommand command;

  @BeforeEach
  void name() {
    command = new StackCommand(OddFolder.in(temporary));
  }

  @AfterEach
  void down() {
    command.run("down");
  }

  @Test
  void upStartsWhatIsMissingAndDownEndsAll() throws Exception {
    assertThat(command.run("status").exitCode()).isEqualTo(1);
    assertThat(command.run("down").out()).contains("Nothing runs.");

    Ended up = command.run("up", StackCommand.freePorts());
    assertThat(up.err()).contains("starting kafka").contains("starting taskmanager-1");
    assertThat(up.exitCode()).as(up.err()).isZero();
    assertThat(up.out()).contains("./trailhound run --cluster", "./trailhound stack feed");
    assertThat(command.run("status").exitCode()).isZero();
    Stack stack = command.stack();
    assertThat(stack.flink().rest().taskManagers()).hasSize(2);

    Ended again = command.run("up");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).isEmpty();

    aFailedRepairEndsNothingElse(stack.flink().taskManagers().get(0));
    whatWasStoredOutlivesItsProcess(stack);

    Path records =
        Files.writeString(temporary.resolve("e.json"), "{\"Records\":[{\"a\":1},{\"a\":2}]}");
    assertThat(command.run("feed", records.toString()).out()).contains("Sent 2 records of 1 files");
    feedTellsOfATopicThatIsNotThereAndOfARecordThatIsNotTaken(stack, records);
    assertThat(command.run("up", "--kafka-port", "1").exitCode()).isEqualTo(2);

    stack.flink().jobManager().kill();
    assertThat(command.run("status").out())
        .containsPattern("jobmanager +down")
        .containsPattern("taskmanager-1 +not answering")
        .containsPattern("taskmanager-2 +not answering");

    searchEngine(stack).kill();
    assertThat(Ports.isFree(URI.create(stack.searchUrl()).getPort())).isTrue();
    command.run("down");
    assertThat(command.run("status").out()).doesNotContain(" up ").doesNotContain("not answering");
  }

  /** One that can't be started, because a folder is where its log should be. */
  private void aFailedRepairEndsNothingElse(LocalProcess killed) throws IOException {
    killed.kill();
    assertThat(command.run("status").out()).containsPattern("taskmanager-1 +down");
    Path moved = Files.move(killed.log(), temporary.resolve("log"));
    Files.createDirectory(killed.log());

    Ended up = command.run("up");
    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.err()).contains("taskmanager-1 did not start");
    assertThat(command.run("status").out())
        .containsPattern("kafka +up")
        .containsPattern("taskmanager-2 +up");

    Files.delete(killed.log());
    Files.move(moved, killed.log());
  }

  private void feedTellsOfATopicThatIsNotThereAndOfARecordThatIsNotTaken(Stack stack, Path records)
      throws Exception {
    Ended nowhere = command.run("feed", records.toString(), "--topic", "nosuch");
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err())
        .isEqualToIgnoringNewLines(
            "trailhound: topic: there is no topic 'nosuch' at '%s'. Right would be: to create it first, or another name."
                .formatted(stack.kafka().servers()));

    try (Admin admin = stack.kafka().admin()) {
      NewTopic topic = new NewTopic("narrow", 1, (short) 1);
      admin.createTopics(List.of(topic.configs(Map.of("max.message.bytes", "200")))).all().get();
    }
    Path last = Files.writeString(temporary.resolve("long.json"), "{}\n" + "x".repeat(500) + "\n");
    Ended narrow = command.run("feed", last.toString(), "--topic", "narrow");
    assertThat(narrow.exitCode()).isEqualTo(1);
    assertThat(narrow.out()).isEmpty();
    assertThat(narrow.err()).contains("Kafka did not take a record for topic narrow: ");
  }

  private void whatWasStoredOutlivesItsProcess(Stack stack) throws Exception {
    long jobManager = pid(command.run("status").out(), "jobmanager");
    try (Admin admin = stack.kafka().admin()) {
      admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1))).all().get();
      stack.kafka().process().kill();
      assertThat(stack.kafka().process().runs()).isFalse();
      search(stack, "PUT", "/things/_doc/1?refresh=true", "{\"a\":1}");
      searchEngine(stack).stop();
      assertThat(searchEngine(stack).up()).isFalse();

      Ended repaired = command.run("up");
      assertThat(repaired.err())
          .isEqualToIgnoringNewLines(
              "starting kafka ...starting elasticsearch ...starting taskmanager-1 ...");
      assertThat(pid(repaired.out(), "jobmanager")).isEqualTo(jobManager);
      assertThat(stack.flink().taskManagers()).allMatch(LocalProcess::up);
      assertThat(admin.listTopics().names().get()).contains("kept");
      assertThat(search(stack, "GET", "/things/_count", "")).contains("\"count\":1,");
    }
  }

  @Test
  void aTakenPortIsNamedWithItsOption() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended up = command.run("up", "--elasticsearch-port", String.valueOf(other.getLocalPort()));

      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.err())
          .contains(String.valueOf(other.getLocalPort()), "--elasticsearch-port")
          .doesNotContain("starting");
    }
  }

  @Test
  void mistakesEndWithTwoAndOneMessage() {
    Ended wrongPort = command.run("up", "--kafka-port", "70000");
    assertThat(wrongPort.err()).contains("--kafka-port", "1 to 65535");
    assertThat(wrongPort.exitCode()).isEqualTo(2);
    assertThat(command.run("feed", temporary.resolve("none").toString()).exitCode()).isEqualTo(2);
    assertThat(command.run("uo").exitCode()).isEqualTo(2);
    assertThat(command.run("feed", temporary.toString()).err()).contains("./trailhound stack up");
  }

  private static LocalProcess searchEngine(Stack stack) {
    return stack.services().get(1).process();
  }

  private static String search(Stack stack, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.searchUrl() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static long pid(String status, String process) {
    Matcher line = Pattern.compile(process + " +up +(\\d+)").matcher(status);
    assertThat(line.find()).as(status).isTrue();
    return Long.parseLong(line.group(1));
  }
}
