package io.trailhound.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
  @Test
  void leavesWordsOfAllLanguagesAlone() {
    assertThat(TerminalText.escape("Zoë 名前 a/b 'c' <d>")).isEqualTo("Zoë 名前 a/b 'c' <d>");
  }

  @Test
  void escapesWhatATerminalObeys() {
    assertThat(TerminalText.escape("a\u001b[2Jb\r\nc\u0007\u009b1m\u007f"))
        .isEqualTo("a\\x1b[2Jb\\x0d\\x0ac\\x07\\x9b1m\\x7f");
  }

  @Test
  void escapesWhatTurnsOrHidesText() {
    assertThat(TerminalText.escape("user\u202eresu\u200b\u2028"))
        .isEqualTo("user\\u202eresu\\u200b\\u2028");
  }

  @Test
  void escapesLoneSurrogates() {
    assertThat(TerminalText.escape("x\ud800y")).isEqualTo("x\\ud800y");
  }

  @Test
  void wrapsAtSpacesAndKeepsLongWords() {
    assertThat(TerminalText.wrap("one two three", 7)).containsExactly("one two", "three");
    assertThat(TerminalText.wrap("a verylongword b", 4)).containsExactly("a", "verylongword", "b");
  }
}
