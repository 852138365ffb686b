package io.trailhound.job.serve;

import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.rules.sigma.RuleSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules in force, with the texts of their files. */
public final class RuleTexts {
  private final RuleBook book;
  private final Map<String, String> files = new HashMap<>();

  /**
   * @throws io.trailhound.rules.RuleException with everything that is wrong, when something is
   */
  public RuleTexts(RuleReading reading) {
    this.book = reading.bookOrFindings();
    for (RuleSource source : reading.files().rules()) {
      files.put(source.file(), source.text());
    }
  }

  List<Rule> alerting() {
    return book.rules().stream().filter(rule -> book.alerts(rule.name())).toList();
  }

  Optional<Rule> find(String name) {
    return book.find(name);
  }

  /** All of the rule's file: what it refers to is often in it. */
  String text(Rule rule) {
    return files.getOrDefault(rule.info().file(), "");
  }
}
