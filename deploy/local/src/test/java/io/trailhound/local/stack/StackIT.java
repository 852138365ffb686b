package io.trailhound.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.OddFolder;
import io.trailhound.local.stack.StackCommand.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
  @Tag("e2e")
  void upStartsAllAndDownEndsAll() throws Exception {
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

    Path records =
        Files.writeString(temporary.resolve("e.json"), "{\"Records\":[{\"a\":1},{\"a\":2}]}");
    assertThat(command.run("feed", records.toString()).out()).contains("Sent 2 records of 1 files");
    feedTellsOfATopicThatIsNotThereAndOfARecordThatIsNotTaken(stack, records);
    assertThat(command.run("up", "--kafka-port", "1").exitCode()).isEqualTo(2);

    command.run("down");
    assertThat(command.run("status").out()).doesNotContain(" up ").doesNotContain("not answering");
  }

  private void feedTellsOfATopicThatIsNotThereAndOfARecordThatIsNotTaken(Stack stack, Path records)
      throws Exception {
    Ended nowhere = command.run("feed", records.toString(), "--topic", "nosuch");
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err())
        .isEqualToIgnoringNewLines(
            "trailhound: topic: there is no topic 'nosuch' at '%s'. Right would be: to create it first, or another name."
                .formatted(stack.kafka().servers()));

    NewTopic topic = new NewTopic("narrow", 1, (short) 1);
    stack.kafka().create(List.of(topic.configs(Map.of("max.message.bytes", "200"))));
    Path last = Files.writeString(temporary.resolve("long.json"), "{}\n" + "x".repeat(500) + "\n");
    Ended narrow = command.run("feed", last.toString(), "--topic", "narrow");
    assertThat(narrow.exitCode()).isEqualTo(1);
    assertThat(narrow.out()).isEmpty();
    assertThat(narrow.err()).contains("Kafka did not take a record for topic narrow: ");
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
}
