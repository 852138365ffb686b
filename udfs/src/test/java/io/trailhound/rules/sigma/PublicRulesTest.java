package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.match.RuleMatcher;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The public collection of Sigma rules for CloudTrail, which is not ours to ship: {@code
 * -Dtrailhound.public-rules=<SigmaHQ's rules/cloud/aws>}. The records are made up, two for each
 * rule: one that it's for, and one that isn't by a little.
 */
@EnabledIfSystemProperty(
    named = "trailhound.public-rules",
    matches = ".+",
    disabledReason = "needs a folder of rules that are not in this repository")
class PublicRulesTest {
  private static final Path RECORDS = Path.of("../testdata/public-rules/events.ndjson");

  @Test
  void eachFiresForWhatItIsMeantForAndForNothingElse() throws IOException {
    Path rules = Path.of(System.getProperty("trailhound.public-rules"));
    RuleBook book = RuleLoader.load(RuleFiles.folder(rules));
    RuleMatcher matcher = new RuleMatcher(book);
    Set<String> tried = new HashSet<>();
    for (String record : Files.readAllLines(RECORDS)) {
      Set<String> fired = new HashSet<>();
      var event = Sigma.whole(book.extraFields(), record);
      matcher.match(event, (rule, signal) -> fired.add(rule.name()));
      String[] expected = event.eventId.split(":");
      tried.add(expected[1]);
      if (expected[0].equals("fires")) {
        assertThat(fired).as(record).contains(expected[1]);
      } else {
        assertThat(fired).as(record).doesNotContain(expected[1]);
      }
    }
    assertThat(book.rules()).extracting(Rule::name).containsAll(tried).hasSizeGreaterThan(50);
  }
}
