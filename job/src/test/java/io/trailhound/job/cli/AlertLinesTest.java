package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertLinesTest {
  private static final Map<String, String> LEVELS = Map.of("some_rule", "high");

  @Test
  void showsTimeLevelRuleAndTheSentenceBelow() {
    assertThat(lines(false).of(alert(Alert.FINAL, "somebody did something from somewhere else")))
        .isEqualTo(
            """
            2025-03-11 02:13:41  high      some_rule
                                 somebody did something from
                                 somewhere else
            """);
  }

  @Test
  void saysWhenAnAlertIsNotFinal() {
    assertThat(lines(false).of(alert(Alert.EARLY, "m"))).contains("some_rule  early\n");
    assertThat(lines(false).of(alert(Alert.WITHDRAWN, "m"))).contains("some_rule  withdrawn\n");
  }

  @Test
  void anEventCannotSendCommandsToTheTerminal() {
    assertThat(lines(false).of(alert(Alert.FINAL, "x\u001b]0;owned\u0007\ny")))
        .contains("x\\x1b]0;owned\\x07\\x0ay");
  }

  @Test
  void coloursTheLevelWhereColourIsWelcome() {
    assertThat(lines(true).of(alert(Alert.FINAL, "m"))).contains("\u001b[1;31mhigh");
  }

  private static AlertLines lines(boolean color) {
    return new AlertLines(LEVELS, new Style(color), 50);
  }

  private static Alert alert(String phase, String message) {
    Alert alert = new Alert();
    alert.rule = "some_rule";
    alert.phase = phase;
    alert.message = message;
    alert.time = Instant.parse("2025-03-11T02:13:41Z").toEpochMilli();
    return alert;
  }
}
