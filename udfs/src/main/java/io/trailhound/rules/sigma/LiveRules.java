package io.trailhound.rules.sigma;

import io.trailhound.model.ExtraFields;
import io.trailhound.rules.Lookup;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleUpdates;
import java.util.Set;

/**
 * The folders of a run's rules, looked at while the job runs. Lists and filters are those that lie
 * there, rules those of the start.
 */
final class LiveRules implements RuleUpdates {
  private static final long serialVersionUID = 1L;

  private final RuleFolders folders;
  private final RuleFiles start;
  private final boolean skipForeign;
  private final ExtraFields read;
  private final Set<Lookup> lookups;

  /**
   * @param start what lay there when the job started
   * @param book what was made of that
   */
  LiveRules(RuleFolders folders, RuleFiles start, boolean skipForeign, RuleBook book) {
    this.folders = folders;
    this.start = start;
    this.skipForeign = skipForeign;
    this.read = book.extraFields();
    this.lookups = book.lookups();
  }

  @Override
  public Watch watch() {
    return new LiveWatch(look());
  }

  LiveLook look() {
    return new LiveLook(this);
  }

  RuleFolders folders() {
    return folders;
  }

  RuleFiles start() {
    return start;
  }

  RuleReading atStart() {
    return RuleReading.of(start, skipForeign);
  }

  /** As a start would read {@code now}. */
  RuleReading asAStart(RuleFiles now) {
    return RuleReading.of(now, skipForeign);
  }

  /** The rules of the start with the lists and filters of {@code now}. */
  RuleReading with(RuleFiles now) {
    return RuleReading.of(start.rules(), now, skipForeign, new FieldNames(read, lookups));
  }
}
