package io.trailhound.match;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.KeyGrant;
import io.trailhound.rules.Expiry;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.EventView;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.condition.Requires;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An event to the signals of every rule that wants it, in one pass. Detections that ask for certain
 * actions, providers, user agents and the like are looked at only for those, so that many rules
 * cost little.
 */
public final class RuleMatcher implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DetectionIndex[] indexes;
  private final Detection[] always;
  private final List<Expiry> expiries;
  private final Set<String> rulesWithSignals = new LinkedHashSet<>();

  /** Of all rules by name, as the job began with them. */
  private final Map<String, String> startVersions;

  /** By the name of a rule what its alerts are told of versions; empty at the start. */
  private final Map<String, String> versions;

  /** {@link ValuesTogether#rules}. */
  private final Set<String> gathering;

  /** Names of the rules that group by who is behind a call; mostly none. */
  private final Set<String> byActor;

  /** Null where nobody asks who is behind a session. */
  private final KeyGrants keyGrants;

  /** By the detection's number the last event that it was tried on. */
  private final long[] tried;

  private long event;
  private transient SignalWriter writer;

  public RuleMatcher(RuleBook book) {
    this(book, Versions.of(book));
  }

  private RuleMatcher(RuleBook book, Map<String, String> startVersions) {
    this.startVersions = startVersions;
    this.versions = Versions.changed(book, startVersions);
    List<Detection> all = detections(book);
    List<Detection> others = new ArrayList<>();
    Map<Field, DetectionIndex> byField = new LinkedHashMap<>();
    for (Detection detection : all) {
      Optional<List<Requires>> required = Requires.of(detection.match().condition());
      required.ifPresentOrElse(any -> put(detection, any, byField), () -> others.add(detection));
    }
    indexes = byField.values().toArray(DetectionIndex[]::new);
    always = others.toArray(Detection[]::new);
    tried = new long[all.size()];
    expiries = book.expiries();
    gathering = ValuesTogether.rules(book);
    byActor =
        book.rules().stream()
            .filter(Rule::isByActor)
            .map(Rule::name)
            .collect(Collectors.toUnmodifiableSet());
    keyGrants = book.tracesActors() ? new KeyGrants(book.extraFields()) : null;
  }

  boolean isByActor(Rule rule) {
    return !byActor.isEmpty() && byActor.contains(rule.name());
  }

  /** The key that {@code next} hands out where somebody asks for it, or null. */
  KeyGrant keyGrant(CloudTrailEvent next) {
    return keyGrants == null ? null : keyGrants.of(next);
  }

  /** A matcher of the same rules, with the lists and filters of {@code book}. */
  RuleMatcher with(RuleBook book) {
    return new RuleMatcher(book, startVersions);
  }

  private List<Detection> detections(RuleBook book) {
    List<Detection> all = new ArrayList<>();
    for (Rule rule : book.rules()) {
      if (rule instanceof Rule.Match match) {
        List<Feed> feeds = book.feeds(match.name());
        if (match.alerts() || !feeds.isEmpty()) {
          all.add(Detection.of(all.size(), match, feeds));
          if (match.alerts()) {
            rulesWithSignals.add(match.name());
          }
          feeds.forEach(feed -> rulesWithSignals.add(feed.rule().name()));
        }
      }
    }
    return all;
  }

  private static void put(
      Detection detection, List<Requires> any, Map<Field, DetectionIndex> byField) {
    for (Requires required : any) {
      byField.computeIfAbsent(required.field(), DetectionIndex::new).add(required, detection);
    }
  }

  /** Names of the rules that signals can be for. */
  public Set<String> rulesWithSignals() {
    return Collections.unmodifiableSet(rulesWithSignals);
  }

  /** When exceptions from rules end. */
  List<Expiry> expiries() {
    return expiries;
  }

  /** Hands every signal that {@code next} gives to {@code out}. */
  public void match(CloudTrailEvent next, SignalConsumer out) {
    if (writer == null) {
      writer = new SignalWriter(new EventView(), versions, gathering);
    }
    writer.begin(next, out);
    event++;
    EventView view = writer.view();
    for (DetectionIndex index : indexes) {
      Field field = index.field();
      int count = field.count(view);
      for (int i = 0; i < count; i++) {
        test(index.of(field.value(view, i)));
        String otherwise = field.otherwise(view, i);
        if (otherwise != null) {
          test(index.of(otherwise));
        }
      }
    }
    test(always);
    writer.end();
    if (view.listsCut()) {
      out.cut();
    }
  }

  /** An event may have several values that one detection asks for. */
  private void test(Detection[] detections) {
    for (Detection detection : detections) {
      if (tried[detection.number()] != event) {
        tried[detection.number()] = event;
        if (detection.match().condition().test(writer.view())) {
          writer.write(detection);
        }
      }
    }
  }
}
