package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void noColorIsHonouredWhenItIsNotEmpty() {
    assertThat(Terminal.wantsColor(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.wantsColor(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Terminal.wantsColor(Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void outputThatIsNoTerminalGetsNoColour() {
    assertThat(new Terminal(false, true, true, 80).outStyle().color()).isFalse();
  }
}
