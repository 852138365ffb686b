package io.trailhound.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.LocalProcess;
import io.trailhound.local.OddFolder;
import io.trailhound.local.Ports;
import io.trailhound.local.stack.StackCommand.Ended;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says and does when processes of the stack are gone. */
@Tag("e2e")
final class StackRepairIT {
  @TempDir private Path temporary;
  private StackCommand command;

  @BeforeEach
  void up() {
    command = new StackCommand(OddFolder.in(temporary));
    Ended up = command.run("up", StackCommand.freePorts());
    assertThat(up.exitCode()).as(up.err()).isZero();
  }

  @AfterEach
  void down() {
    command.run("down");
  }

  @Test
  void upStartsWhatIsMissingAndStatusTellsIt() throws Exception {
    Stack stack = command.stack();
    aFailedRepairEndsNothingElse(stack.flink().taskManagers().get(0));
    whatWasStoredOutlivesItsProcess(stack);

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

  private void whatWasStoredOutlivesItsProcess(Stack stack) throws Exception {
    long jobManager = pid(command.run("status").out(), "jobmanager");
    try (Admin admin = stack.kafka().admin()) {
      stack.kafka().create(List.of(new NewTopic("kept", 2, (short) 1)));
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
