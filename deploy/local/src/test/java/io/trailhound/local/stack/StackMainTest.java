package io.trailhound.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.stack.StackCommand.Ended;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackMainTest {
  @Test
  void helpListsEveryCommandAndEndsWithZero() {
    Ended help = StackCommand.of("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("  up ", "  down ", "  status ", "  feed ", "  stop ");
    assertThat(help.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "status", "feed", "stop"})
  void everyCommandHasHelp(String command) {
    Ended help = StackCommand.of(command, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .startsWith("Usage: trailhound stack " + command + " ")
        .contains("-h, --help");
  }

  @Test
  void helpOfUpListsEverySetting() {
    assertThat(StackCommand.of("up", "--help").out())
        .contains(Arrays.stream(Setting.values()).map(Setting::option).toList());
  }
}
