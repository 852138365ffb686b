package io.trailhound.match;

import io.trailhound.model.Activity;
import io.trailhound.model.Group;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A book in, the versions of its rules out, and what of them an alert has to be told. */
final class Versions {
  private Versions() {}

  /** By the name of the rule. */
  static Map<String, String> of(RuleBook book) {
    Map<String, String> versions = new HashMap<>();
    book.rules().forEach(rule -> versions.put(rule.name(), rule.info().version()));
    return versions;
  }

  /**
   * By the name of a rule what {@link Activity#versions} of its signals is. An alert becomes a
   * signal of other rules where nobody knows of the book any more, so theirs are in it, too.
   *
   * @param start the versions that alerts show where nothing is said
   */
  static Map<String, String> changed(RuleBook book, Map<String, String> start) {
    Map<String, String> now = of(book);
    Map<String, String> changed = new HashMap<>();
    for (Rule rule : book.rules()) {
      List<String> pairs = new ArrayList<>();
      for (String name : withThoseAbove(rule.name(), book)) {
        if (!now.get(name).equals(start.get(name))) {
          pairs.add(name);
          pairs.add(now.get(name));
        }
      }
      if (!pairs.isEmpty()) {
        changed.put(rule.name(), Group.join(pairs.toArray(String[]::new)));
      }
    }
    return changed;
  }

  /** A detection sends signals of its own for each rule above it; a correlation sends alerts. */
  private static Set<String> withThoseAbove(String rule, RuleBook book) {
    Set<String> names = new LinkedHashSet<>();
    if (book.find(rule).orElseThrow() instanceof Rule.Match) {
      names.add(rule);
    } else {
      add(rule, book, names);
    }
    return names;
  }

  private static void add(String rule, RuleBook book, Set<String> names) {
    if (names.add(rule)) {
      for (Feed feed : book.feeds(rule)) {
        add(feed.rule().name(), book, names);
      }
    }
  }
}
