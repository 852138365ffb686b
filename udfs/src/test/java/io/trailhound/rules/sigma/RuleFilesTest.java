package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.EventView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {
  private static final String RULE =
      """
      title: From a network of the list
      logsource: {product: aws}
      detection: {s: {source.as.number|expand: '%asns%'}, condition: s}
      """;

  @TempDir private Path folder;

  @Test
  void aFolderGivesItsRulesAndLists() throws IOException {
    write("b.yml", RULE);
    write("more/a.yaml", RULE);
    write("lists/asns.txt", "65001");
    write("examples/b/events.ndjson", "{}");
    write("notes.txt", "not a list");

    RuleBook book = RuleLoader.load(RuleFiles.folder(folder));
    assertThat(book.rules()).extracting(Rule::name).containsExactly("b", "a");
    assertThat(matches(book, "b", 65001)).isTrue();
    assertThat(matches(book, "b", 65002)).isFalse();
  }

  @Test
  void aFolderMayBeALink() throws IOException {
    write("real/b.yml", RULE);
    write("real/lists/asns.txt", "65001");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

    RuleBook book = RuleLoader.load(RuleFiles.folder(link));
    assertThat(matches(book, "b", 65001)).isTrue();
    assertThat(book.rules().get(0).info().file()).isEqualTo(link.resolve("b.yml").toString());
  }

  @Test
  void aListOfLaterFilesReplacesTheEarlierOne() throws IOException {
    write("one/r.yml", RULE);
    write("one/lists/asns.txt", "65001");
    write("two/lists/asns.txt", "65002");

    RuleFiles one = RuleFiles.folder(folder.resolve("one"));
    RuleBook book = RuleLoader.load(one.plus(RuleFiles.folder(folder.resolve("two"))));
    assertThat(matches(book, "r", 65001)).isFalse();
    assertThat(matches(book, "r", 65002)).isTrue();
    assertThat(version(book)).isNotEqualTo(version(RuleLoader.load(one)));
  }

  @Test
  void layoutAndCommentsDontChangeTheVersion() {
    String other = "# a comment\n" + RULE.replace("logsource", "\nlogsource");
    assertThat(version(Sigma.book(RULE.replace("|expand", ""))))
        .isEqualTo(version(Sigma.book(other.replace("|expand", ""))))
        .matches("[0-9a-f]{16}");
  }

  @Test
  void copiesUnderHiddenNamesAreLeftOut() throws IOException {
    write("..2026_09_01/r.yml", RULE);
    Files.createSymbolicLink(folder.resolve("..data"), folder.resolve("..2026_09_01"));
    Files.createSymbolicLink(folder.resolve("r.yml"), folder.resolve("..data/r.yml"));
    write(".r.yml.swp.yml", "broken: [");

    assertThat(RuleFiles.folder(folder).rules()).hasSize(1);
  }

  @Test
  void aByteOrderMarkIsNoKey() throws IOException {
    write("r.yml", "\uFEFF" + RULE);
    write("lists/asns.txt", "\uFEFF65001");
    assertThat(matches(RuleLoader.load(RuleFiles.folder(folder)), "r", 65001)).isTrue();
  }

  @Test
  void whatIsNoRuleFolderIsRefused() throws IOException {
    assertThatThrownBy(() -> RuleFiles.folder(folder.resolve("nowhere")))
        .hasMessageContaining("this folder can't be read");
    assertThatThrownBy(() -> RuleFiles.folder(folder)).hasMessageContaining("there is no rule");
    write("lists/asns.yml", "- 65001");
    assertThatThrownBy(() -> RuleLoader.load(RuleFiles.folder(folder)))
        .hasMessageContaining("a list isn't YAML");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static boolean matches(RuleBook book, String rule, long asn) {
    EventView view = new EventView().of(Sigma.event(book.extraFields(), "'eventName':'A'"));
    view.event().asNumber = asn;
    return ((Rule.Match) book.find(rule).orElseThrow()).condition().test(view);
  }

  private static String version(RuleBook book) {
    return book.rules().get(0).info().version();
  }
}
