package io.trailhound.rules;

import io.trailhound.model.ExtraFields;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All loaded rules, compiled, with their references resolved. Travels with the operators. */
public final class RuleBook implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Rule> rules;
  private final Map<String, Rule> byName;
  private final Map<String, List<Feed>> feeds;
  private final Set<String> silent;
  private final ExtraFields extraFields;
  private final Set<Lookup> lookups;
  private final List<Finding> notes;
  private final List<Expiry> expiries;

  private Suppressing suppressing = Suppressing.AWAKE;
  private boolean namesActors;

  /** Null: what was loaded is all there will be. */
  private RuleUpdates updates;

  /**
   * @param byName in the order of the files
   * @param feeds by the name of the rule that feeds
   * @param silent names of the rules that only feed others
   * @param extraFields what the decoder has to read besides the named fields
   * @param lookups what has to be looked up for the fields that rules read
   */
  public RuleBook(
      Map<String, Rule> byName,
      Map<String, List<Feed>> feeds,
      Set<String> silent,
      ExtraFields extraFields,
      Set<Lookup> lookups,
      List<Finding> notes,
      List<Expiry> expiries) {
    this.rules = List.copyOf(byName.values());
    this.byName = byName;
    this.feeds = feeds;
    this.silent = silent;
    this.extraFields = extraFields;
    this.lookups = Set.copyOf(lookups);
    this.notes = List.copyOf(notes);
    this.expiries = List.copyOf(expiries);
  }

  /** The same book with no rules but those of {@code names}, and what goes between them. */
  public RuleBook only(Set<String> names) {
    Map<String, Rule> kept = new LinkedHashMap<>(byName);
    kept.keySet().retainAll(names);
    Map<String, List<Feed>> between = new HashMap<>();
    feeds.forEach(
        (detection, all) ->
            between.put(
                detection,
                all.stream().filter(feed -> names.contains(feed.rule().name())).toList()));
    return copy(kept, between);
  }

  /** The same book for what becomes of alerts, with one more rule, which has no events. */
  public RuleBook and(Rule rule) {
    Map<String, Rule> more = new LinkedHashMap<>(byName);
    more.put(rule.name(), rule);
    return copy(more, feeds);
  }

  /** The same book for a run in which the {@code suppress} of some rules counts. */
  public RuleBook with(Suppressing which) {
    RuleBook book = copy(byName, feeds);
    book.suppressing = which;
    book.updates = updates;
    return book;
  }

  private RuleBook copy(Map<String, Rule> rulesOfIt, Map<String, List<Feed>> feedsOfIt) {
    RuleBook book =
        new RuleBook(rulesOfIt, feedsOfIt, silent, extraFields, lookups, notes, expiries);
    book.suppressing = suppressing;
    book.namesActors = namesActors;
    return book;
  }

  /**
   * The same book, never to change, with one more rule that has whatever {@code rule} is fed by.
   */
  public RuleBook beside(Rule rule, Rule other) {
    Map<String, List<Feed>> more = new HashMap<>();
    feeds.forEach(
        (from, all) ->
            more.put(
                from,
                all.stream()
                    .flatMap(
                        feed ->
                            feed.rule().name().equals(rule.name())
                                ? Stream.of(
                                    feed,
                                    new Feed(other, feed.group(), feed.value(), feed.filters()))
                                : Stream.of(feed))
                    .toList()));
    Map<String, Rule> rulesAndIt = new LinkedHashMap<>(byName);
    rulesAndIt.put(other.name(), other);
    return new RuleBook(rulesAndIt, more, silent, extraFields, lookups, notes, expiries);
  }

  /** The same book, whose lists and filters may change while a job runs. */
  public RuleBook updatedBy(RuleUpdates watched) {
    RuleBook book = copy(byName, feeds);
    book.updates = watched;
    return book;
  }

  /** Where other lists and filters for these rules come from. */
  public Optional<RuleUpdates> updates() {
    return Optional.ofNullable(updates);
  }

  /** What was left out, and filters that do nothing, in the order of the files. */
  public List<Finding> notes() {
    return notes;
  }

  /** When exceptions end, in the order of the files. */
  public List<Expiry> expiries() {
    return expiries;
  }

  /** In the order of the files and of the documents in them; base rules included. */
  public List<Rule> rules() {
    return rules;
  }

  public Optional<Rule> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether the rule's detections are sent as alerts, not only to correlations. */
  public boolean alerts(String name) {
    return !silent.contains(name);
  }

  /** How alerts of a rule are suppressed, if they are. */
  public Optional<Suppression> suppression(Rule rule) {
    return suppressing.of(rule.info());
  }

  /** The correlations that the matches of a detection, or the alerts of a correlation, go to. */
  public List<Feed> feeds(String rule) {
    return feeds.getOrDefault(rule, List.of());
  }

  /** What the decoder has to read besides the named fields. */
  public ExtraFields extraFields() {
    return tracesActors() ? HandedOutKeys.and(extraFields) : extraFields;
  }

  /** The same book for a run in which alerts say who is behind them. */
  public RuleBook namingActors() {
    RuleBook book = copy(byName, feeds);
    book.updates = updates;
    book.namesActors = true;
    return book;
  }

  /** Whether alerts say who is behind them. */
  public boolean namesActors() {
    return namesActors;
  }

  /** Whether anything asks for who is behind a session: alerts, or the group-by of some rule. */
  public boolean tracesActors() {
    return namesActors || rules.stream().anyMatch(Rule::isByActor);
  }

  /** What has to be looked up for the fields that some rule reads. */
  public Set<Lookup> lookups() {
    return lookups;
  }
}
