package io.trailhound.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.ExtraFields;
import io.trailhound.rules.Check;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.EventView;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.rules.sigma.RuleSource;
import io.trailhound.rules.sigma.Sigma;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Files by chance: mended, they load and match as before, and there's nothing more to mend. */
class MendingTest {
  private static final long SEED = Long.getLong("trailhound.seed", 2012);
  private static final int FILES = Integer.getInteger("trailhound.rules", 300);

  private final Map<ExtraFields, Map<String, CloudTrailEvent>> events = new HashMap<>();
  private int loaded;
  private int mended;
  private int left;
  private int matched;

  @Test
  void mendedFilesLoadAndMatchAsBefore() {
    for (long seed = SEED; seed < SEED + FILES; seed++) {
      look(new RuleSource("r.yml", new RandomRuleText(new Random(seed)).rule()), seed % 2 == 0);
    }
    assertThat(loaded).isGreaterThan(FILES / 2);
    assertThat(mended).isGreaterThan(FILES / 2);
    assertThat(left).isGreaterThan(FILES / 10);
    assertThat(matched).isGreaterThan(FILES);
  }

  private void look(RuleSource source, boolean sort) {
    RuleFiles files = new RuleFiles(List.of(source), List.of(), List.of("lists"), List.of());
    Mending.Outcome outcome = Mending.of(files, false, sort);
    Mending.Outcome again = Mending.of(outcome.files(), false, sort);
    String text = outcome.files().rules().get(0).text();
    assertThat(again.files()).as(source.text()).isEqualTo(outcome.files());
    assertThat(again.mended()).as(source.text()).isEmpty();
    Optional<RuleBook> before = RuleReading.of(files, false).book();
    if (before.isPresent()) {
      RuleBook after = RuleReading.of(outcome.files(), false).bookOrFindings();
      List<String> records = records(outcome);
      assertThat(matches(after, records))
          .as(source.text() + "\n" + text)
          .isEqualTo(matches(before.get(), records));
      loaded++;
    }
    mended += outcome.mended().size();
    left += outcome.left().size() + outcome.unsorted().size();
  }

  /** A name that no event had, and has now, may find more. */
  private static List<String> records(Mending.Outcome outcome) {
    boolean more = outcome.mended().stream().anyMatch(it -> it.check() == Check.EVENT_CASE);
    return RandomRuleText.RECORDS.stream()
        .filter(record -> !more || !record.contains("CreateUser"))
        .toList();
  }

  private List<String> matches(RuleBook book, List<String> records) {
    Rule.Match rule = (Rule.Match) book.rules().get(0);
    List<String> found = new ArrayList<>();
    Map<String, CloudTrailEvent> decoded =
        events.computeIfAbsent(book.extraFields(), MendingTest::decoded);
    for (String record : records) {
      if (rule.condition().test(new EventView().of(decoded.get(record)))) {
        found.add(record);
      }
    }
    matched += found.size();
    return found;
  }

  private static Map<String, CloudTrailEvent> decoded(ExtraFields extras) {
    return RandomRuleText.RECORDS.stream()
        .collect(Collectors.toMap(record -> record, record -> Sigma.event(extras, record)));
  }
}
