package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code trailhound serve} with mistakes in it; what it shows is tested in the room of pages. */
class ServeCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=8089|there are no alerts to show. Right would be: --alerts FILE or --elasticsearch-url URL.",
        "--alerts=no-such|alerts: 'no-such' cannot be read. Right would be: a file of alerts, or a folder of such files.",
        "--alerts=-|alerts (given as --alerts): standard output can't be read. Right would be: a file or a folder of alerts.",
        "--alerts=. --elasticsearch-url=http://es:9200|alerts (given as --alerts) and elasticsearch-url (given as --elasticsearch-url) are two places of alerts. Right would be: one of the two.",
        "--alerts=. --port=70000|port: '70000' is out of range. Right would be: a number from 0 to 65535.",
        "--alerts=. --most=0|most: '0' is out of range. Right would be: a number from 1 to 5000000.",
        "--alerts=. --rules=no-such|no-such: this folder can't be read",
        "--alerts=. --late=x|'--late' is not understood.",
        "--elasticsearch-url=http://127.0.0.1:1|elasticsearch-url: no answer from http://127.0.0.1:1",
        "--elasticsearch-url=http://127.0.0.1:1 --elasticsearch-api-key=abc|elasticsearch-api-key: its value is a secret"
      })
  void mistakesAreToldInOneMessage(String options, String message) {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    arguments.addAll(List.of(options.split(" ")));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsAMistake() throws Exception {
    Path alerts = Files.writeString(folder.resolve("alerts.ndjson"), "");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandLineRun run =
          CommandLineRun.of("serve", "--alerts=" + alerts, "--port=" + other.getLocalPort());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .startsWith(
              "trailhound: port: %s cannot be listened on: ".formatted(other.getLocalPort()))
          .hasLineCount(1);
    }
  }
}
