package io.trailhound.job.source.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobPatternTest {
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "ab",
          "a.gz",
          "a.ndjson.gz",
          "A",
          "-",
          "]",
          "[a]",
          "{a}",
          "a,b",
          "*",
          "?",
          "^",
          "!",
          "\\",
          "a\nb",
          "a-c",
          "c",
          "d",
          "x.json",
          "x.ndjson",
          "a:b",
          "..",
          "(a)",
          "a+",
          "$");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "?",
        "a*",
        "*.gz",
        "a?b",
        "[ab]",
        "[!ab]",
        "[a-c]",
        "[!a-c]",
        "[-a]",
        "[a-]",
        "[!-]",
        "{a,b}",
        "{a*,x}.{gz,json}",
        "*.{json,ndjson}",
        "\\*",
        "\\?",
        "\\[a\\]",
        "\\{a\\}",
        "a,b",
        "[*?]",
        "a:?",
        "(a)",
        "a+",
        "$",
        "",
        "[$+]",
        "..",
        "\\\\",
        "{,a}"
      })
  void takesWhatJavasOwnTakes(String glob) {
    var java = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    assertThat(NAMES.stream().filter(GlobPattern.of(glob)))
        .isEqualTo(NAMES.stream().filter(name -> java.matches(Path.of(name))).toList());
  }

  /** There are ten to the power of twenty ways to go wrong about it. */
  @Test
  void nobodyCanNameAFileSoThatTheLookNeverEnds() {
    assertThat(GlobPattern.of("*-*-*-*-*-*-*-*-*.json.gz")).rejects("-".repeat(1_000));
  }

  @Test
  void aLineBreakIsACharacter() {
    assertThat(GlobPattern.of("**")).accepts("a\nb");
  }

  @Test
  void takesCharactersThatNoLocalFileCanHaveHere() {
    assertThat(GlobPattern.of("größe-?.gz")).accepts("größe-🪵.gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a", "[", "{a", "{a,{b}}"})
  void saysWhatIsWrong(String glob) {
    assertThatThrownBy(() -> GlobPattern.of(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + glob + "' has");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[z-a]", "x[!9-0]*.json", "trail[2026-09-01].json", "[🪶-🪵]", "[]-[]"})
  void aRangeThatGoesBackwardsIsNoPattern(String glob) {
    assertThatThrownBy(() -> GlobPattern.of(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + glob + "' has a range that ends before it begins, ");
  }

  @Test
  void saysWhichRangeGoesBackwards() {
    assertThatThrownBy(() -> GlobPattern.of("trail[2026-09-01].json")).hasMessageEndingWith(" 6-0");
    assertThatThrownBy(() -> GlobPattern.of("[]-[]")).hasMessageEndingWith(" ]-[");
  }
}
