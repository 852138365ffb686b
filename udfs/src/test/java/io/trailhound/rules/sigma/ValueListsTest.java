package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueListsTest {
  private static final RuleSource ASNS =
      new RuleSource(
          "lists/asns.txt", "# VPN egress\n216025   # Mullvad\n\n9009\t# M247\r\n# 16276  # OVH\n");
  private static final RuleSource NAMES =
      new RuleSource("lists/names.txt", "Google LLC\nMongoDB, Inc.\nC#4 Ltd\nList*\n");

  @Test
  void aListHasOneValueALine() {
    assertThat(expand("%asns%")).containsExactly("216025", "9009");
  }

  @Test
  void valuesKeepTheirBlanksAndInnerNumberSigns() {
    assertThat(expand("%names%"))
        .containsExactly("Google LLC", "MongoDB, Inc.", "C#4 Ltd", "List*");
  }

  @Test
  void placeholdersMayStandInsideOfATextAndTwice() {
    assertThat(expand("AS%asns%!")).containsExactly("AS216025!", "AS9009!");
    assertThat(expand("%asns%-%asns%"))
        .containsExactly("216025-216025", "216025-9009", "9009-216025", "9009-9009");
    assertThat(expand("\\%plain%asns%")).containsExactly("%plain216025", "%plain9009");
  }

  @Test
  void laterListsOfTheSameNameReplaceEarlierOnes() {
    RuleSource mine = new RuleSource("mine/lists/asns.txt", "65001\n");
    assertThat(new ValueLists(List.of(ASNS, mine), List.of()).expand("r.yml", text("%asns%")))
        .containsExactly("65001");
  }

  @Test
  void aMissingListSaysWhereItWasLookedFor() {
    assertThatThrownBy(() -> expand("%vpn%"))
        .hasMessage(
            "r.yml:7: there is no list vpn; make lists/vpn.txt, one value per line; looked in mine/lists, the shipped lists");
  }

  @Test
  void aTextWithoutPlaceholderIsRefused() {
    assertThatThrownBy(() -> expand("asns")).hasMessageContaining("r.yml:7: expand needs the name");
  }

  @Test
  void badListsNameFileAndLine() {
    assertThat(problem("one\n- two\n")).startsWith("lists/x.txt:2: a list file isn't YAML");
    assertThat(problem("one\ntwo\u0000\n")).startsWith("lists/x.txt:2: this isn't a list value");
    assertThat(problem("one\n" + "x".repeat(2000))).startsWith("lists/x.txt:2:");
    assertThat(problem("# nothing\n\n")).startsWith("lists/x.txt: the list is empty");
  }

  private static List<String> expand(String text) {
    return new ValueLists(List.of(ASNS, NAMES), List.of("mine/lists", "the shipped lists"))
        .expand("r.yml", text(text));
  }

  private static Text text(String text) {
    return new Text(text, false, Place.ofLine(7));
  }

  private static String problem(String list) {
    RuleSource source = new RuleSource("lists/x.txt", list);
    try {
      new ValueLists(List.of(source), List.of()).expand("r.yml", text("%x%"));
      return "nothing";
    } catch (RuleException e) {
      return e.getMessage();
    }
  }
}
