package io.trailhound.detect;

import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sequence rule's chain is (docs/contract.md section 2.5), in one place for the early look
 * and for the CEP pattern: the order of steps, which step a chain takes next, and a search over
 * known steps that completes the chains that the pattern would complete. Pure.
 */
final class Chains implements Serializable {
  private final Rule.Sequence rule;
  private final long settled;
  private final String shape;

  Chains(Rule.Sequence rule) {
    this(rule, 0);
  }

  private Chains(Rule.Sequence rule, long settled) {
    this.rule = rule;
    this.settled = settled;
    this.shape = shape(rule);
  }

  /**
   * @param all where the referenced rules are
   */
  static Chains of(Rule.Sequence rule, List<Rule> all) {
    return new Chains(
        rule,
        all.stream()
            .filter(step -> rule.steps().contains(step.name()))
            .mapToLong(step -> settled(step, all))
            .max()
            .orElse(0));
  }

  /**
   * How long after the time at which an alert stands it's final, milliseconds. A count takes its
   * place at the event that completes it; certain is it with its window. A chain is final when no
   * other can come in its stead.
   */
  static long settled(Rule step, List<Rule> all) {
    return switch (step.kind()) {
      case MATCH, NEW_TERMS, RARE_RATIO -> 0;
      case VALUE_COUNT -> {
        Rule.ValueCount count = (Rule.ValueCount) step;
        yield count.monotone() ? count.span() : 0;
      }
      case SEQUENCE -> of((Rule.Sequence) step, all).settled() + SequenceRevisions.FINAL_WITHIN;
    };
  }

  /** As an operator carries them. */
  static Map<String, Chains> byName(List<Chains> all) {
    Map<String, Chains> byName = new HashMap<>();
    all.forEach(each -> byName.put(each.rule.name(), each));
    return byName;
  }

  /** The rule that keyed state is of, as {@link ByName#find} has it for other kinds. */
  static Chains find(Map<String, Chains> rules, DetectorKey key) {
    Chains chains = rules.get(key.rule());
    return chains != null && ByName.fits(chains.rule, key) ? chains : null;
  }

  Rule.Sequence rule() {
    return rule;
  }

  /** What a chain that has begun hangs on. */
  String shape() {
    return shape;
  }

  private static String shape(Rule.Sequence rule) {
    String steps = (rule.ordered() ? "in order " : "any order ") + rule.least() + " of ";
    return steps + rule.steps() + " by " + rule.groupBy().stream().map(GroupField::name).toList();
  }

  /** Of the rule, milliseconds. */
  long timespan() {
    return rule.timespan().toMillis();
  }

  /**
   * Whether it's one of the rule's steps; one that was held may be of an older form of the rule.
   */
  boolean has(Signal step) {
    return rule.steps().contains(step.value);
  }

  /**
   * How long after a time all steps of that time are known for certain, in event time: others may
   * come later, with the time of an event that lies back. Milliseconds.
   */
  long settled() {
    return settled;
  }

  /** By time, then by step, then by event id: CloudTrail's times have a grain of one second. */
  int compareInOrder(Signal a, Signal b) {
    int byTime = Long.compare(a.time, b.time);
    if (byTime != 0) {
      return byTime;
    }
    int byStep = Integer.compare(rule.steps().indexOf(a.value), rule.steps().indexOf(b.value));
    return byStep != 0 ? byStep : a.eventId.compareTo(b.eventId);
  }

  /** Whether {@code signal} is the next step of a chain that has taken {@code taken} so far. */
  boolean wants(List<Signal> taken, Signal signal) {
    if (rule.ordered()) {
      return taken.size() < rule.least() && rule.steps().get(taken.size()).equals(signal.value);
    }
    return rule.steps().contains(signal.value) && !hasStep(taken, signal.value);
  }

  /**
   * Whether {@code signal} makes a chain that has only its first step pointless: it's the same step
   * again, later, so whatever completes the older chain completes the younger one.
   */
  boolean supersedes(List<Signal> taken, Signal signal) {
    return taken.size() == 1 && taken.get(0).value.equals(signal.value);
  }

  private static boolean hasStep(List<Signal> taken, String step) {
    for (Signal signal : taken) {
      if (signal.value.equals(step)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the two lie less than the rule's timespan apart. */
  boolean within(Signal first, Signal last) {
    return last.time - first.time < timespan();
  }

  /**
   * The chains completed by {@code known}, in order of their last step. After a match nothing
   * before its last step is used again.
   *
   * @param known steps of one group, sorted by {@link #compareInOrder}
   */
  List<List<Signal>> completed(List<Signal> known) {
    List<List<Signal>> completed = new ArrayList<>();
    ChainSearch search = new ChainSearch(this);
    for (Signal signal : known) {
      List<Signal> match = search.advance(signal);
      if (match != null) {
        completed.add(match);
      }
    }
    return completed;
  }
}
