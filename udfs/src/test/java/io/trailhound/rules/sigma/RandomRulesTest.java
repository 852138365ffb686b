package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.match.RuleMatcher;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What rules compile to finds what a walk over the record's JSON finds, and nothing else. */
class RandomRulesTest {
  private static final long SEED = Long.getLong("trailhound.seed", 1012);
  private static final int RULES = Integer.getInteger("trailhound.rules", 200);
  private static final int RECORDS = 50;

  @Test
  void compiledRulesFindWhatPlainOnesDo() {
    int found = 0;
    for (long seed = SEED; seed < SEED + RULES; seed++) {
      Chance chance = new Chance(new Random(seed));
      PlainRule rule = new RandomSigma(chance).rule();
      RandomRecords records = new RandomRecords(chance);
      RuleBook book = Sigma.detection(rule.yaml());
      RuleMatcher matcher = new RuleMatcher(book);
      for (int i = 0; i < RECORDS; i++) {
        ObjectNode record = records.next();
        boolean plain = rule.matches(record);
        List<Rule> compiled = new ArrayList<>();
        matcher.match(
            Sigma.whole(book.extraFields(), record.toString()), (of, signal) -> compiled.add(of));
        assertThat(compiled).as(() -> rule.yaml() + record).hasSize(plain ? 1 : 0);
        found += compiled.size();
      }
    }
    assertThat(found).isBetween(RULES * RECORDS / 10, RULES * RECORDS * 9 / 10);
  }
}
