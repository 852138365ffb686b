package io.trailhound.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, with every process as real as a user's. */
final class StackIT {
  @TempDir private Path folder;

  private record Ended(int exitCode, String out, String err) {}

  @AfterEach
  void down() {
    stack("down");
  }

  @Test
  void upStartsWhatIsMissingAndDownEndsAll() throws Exception {
    assertThat(stack("status").exitCode()).isEqualTo(1);
    assertThat(stack("down").out()).contains("Nothing runs.");

    Ended up = up();
    assertThat(up.err()).contains("starting kafka").contains("starting taskmanager-1");
    assertThat(up.exitCode()).as(up.err()).isZero();
    assertThat(up.out()).contains("./trailhound run --cluster", "./trailhound stack feed");
    assertThat(stack("status").exitCode()).isZero();

    Ended again = stack("up");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).isEmpty();

    ProcessHandle killed = ProcessHandle.of(pid(again.out(), "taskmanager-1")).orElseThrow();
    killed.destroyForcibly();
    killed.onExit().join();
    assertThat(stack("status").out()).containsPattern("taskmanager-1 +down");
    Ended repaired = stack("up");
    assertThat(repaired.err()).isEqualToIgnoringNewLines("starting taskmanager-1 ...");
    assertThat(pid(repaired.out(), "kafka")).isEqualTo(pid(again.out(), "kafka"));

    Path records =
        Files.writeString(folder.resolve("e.json"), "{\"Records\":[{\"a\":1},{\"a\":2}]}");
    assertThat(stack("feed", records.toString()).out()).contains("Sent 2 records of 1 files");
    assertThat(stack("up", "--kafka-port", "1").exitCode()).isEqualTo(2);

    stack("down");
    assertThat(stack("status").out()).doesNotContain(" up ").doesNotContain("not answering");
  }

  @Test
  void aTakenPortIsNamedWithItsOption() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended up = stack("up", "--elasticsearch-port", String.valueOf(other.getLocalPort()));

      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.err())
          .contains(String.valueOf(other.getLocalPort()), "--elasticsearch-port")
          .doesNotContain("starting");
    }
  }

  @Test
  void mistakesEndWithTwoAndOneMessage() {
    assertThat(stack("up", "--kafka-port", "70000").err()).contains("--kafka-port", "1 to 65535");
    assertThat(stack("up", "--kafka-port", "70000").exitCode()).isEqualTo(2);
    assertThat(stack("feed", folder.resolve("none").toString()).exitCode()).isEqualTo(2);
    assertThat(stack("uo").exitCode()).isEqualTo(2);
    assertThat(stack("feed", folder.toString()).err()).contains("./trailhound stack up");
  }

  private Ended up() {
    Iterator<Integer> free = Ports.free(Setting.values().length).iterator();
    List<String> options = new ArrayList<>(List.of("--taskmanagers", "1"));
    Stream.of(Setting.values())
        .filter(Setting::isPort)
        .forEach(it -> options.addAll(List.of(it.option(), String.valueOf(free.next()))));
    return stack("up", options.toArray(String[]::new));
  }

  private static long pid(String status, String process) {
    Matcher line = Pattern.compile(process + " +up +(\\d+)").matcher(status);
    assertThat(line.find()).as(status).isTrue();
    return Long.parseLong(line.group(1));
  }

  private Ended stack(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, "--folder=" + folder.resolve("s")));
    arguments.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        StackMain.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    return new Ended(exitCode, out.toString(), err.toString());
  }
}
