package io.trailhound.match;

import io.trailhound.model.Activity;
import io.trailhound.model.Caps;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.MatchedId;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Measure;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.Combinations;
import io.trailhound.rules.condition.EventView;
import io.trailhound.rules.condition.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A detection that matched an event to the signals of its rule and of its correlations. */
final class SignalWriter {
  private final EventView view;
  private final Map<String, String> versions;
  private final JoinedGroups groups = new JoinedGroups();

  /** Names of the rules that {@link #together} is for. */
  private final Set<String> gathering;

  private final ValuesTogether together = new ValuesTogether();
  private CloudTrailEvent event;
  private SignalConsumer out;
  private Activity activity;

  /**
   * @param versions {@link Activity#versions} by the rule that a signal is for
   * @param gathering {@link ValuesTogether#rules}
   */
  SignalWriter(EventView view, Map<String, String> versions, Set<String> gathering) {
    this.view = view;
    this.versions = versions;
    this.gathering = gathering;
  }

  void begin(CloudTrailEvent next, SignalConsumer consumer) {
    event = next;
    out = consumer;
    activity = null;
    view.of(next);
  }

  EventView view() {
    return view;
  }

  void write(Detection detection) {
    Rule.Match match = detection.match();
    if (match.alerts()) {
      out.accept(match, signal(match, null, null, activity(match)));
    }
    List<Feed> feeds = detection.feeds();
    for (int i = 0; i < feeds.size(); i++) {
      feed(match, feeds.get(i));
    }
  }

  /** All detections have seen the event. */
  void end() {
    if (!together.isEmpty()) {
      together.take(this::send);
    }
  }

  private void feed(Rule.Match match, Feed feed) {
    if (!feed.takes(view)) {
      return;
    }
    boolean missingCounts = feed.rule() instanceof Rule.RareRatio;
    if (several(feed.group())) {
      Set<String> groups = groups(feed.group(), missingCounts);
      int most = Combinations.MOST / Math.max(1, groups.size());
      groups.forEach(group -> feed(match, feed, group, most));
      return;
    }
    String group = group(feed.group(), missingCounts);
    if (group != null) {
      feed(match, feed, group, Integer.MAX_VALUE);
    }
  }

  /**
   * @param most how many values of a list go to each of several groups: so the signals of an event
   *     grow with its size, and not with the square of it
   */
  private void feed(Rule.Match match, Feed feed, String group, int most) {
    Rule rule = feed.rule();
    switch (rule.kind()) {
      case MATCH -> throw new IllegalArgumentException("a detection is fed by nothing");
      case NEW_TERMS ->
          terms((Rule.NewTerms) rule, group, feed.value(), Math.min(most, Combinations.MOST));
      case VALUE_COUNT -> count(match, (Rule.ValueCount) rule, group, feed.value(), most);
      case RARE_RATIO -> bring(rule, group, feed.value(), values(feed.value(), most));
      case SEQUENCE -> emit(rule, group, match.name());
    }
  }

  private void count(Rule.Match match, Rule.ValueCount rule, String group, Field field, int most) {
    if (rule.expression() != null) {
      Signal signal = signal(rule, group, match.name(), activity(rule));
      signal.eventId = MatchedId.of(signal.eventId, match.name());
      out.accept(rule, signal);
      return;
    }
    bring(rule, group, field, field == null ? null : counted(rule, field, most));
  }

  private void bring(Rule rule, String group, Field field, String values) {
    if (!gathering.isEmpty() && gathering.contains(rule.name())) {
      together.add(rule, group, field, values);
    } else {
      send(rule, group, values);
    }
  }

  private void send(Rule rule, String group, String values) {
    if (rule instanceof Rule.RareRatio ratio) {
      rareRatio(ratio, group, values);
    } else {
      emit(rule, group, values);
    }
  }

  /** Each value of a list is a term. */
  private void terms(Rule.NewTerms rule, String group, Field field, int most) {
    if (field.several(view)) {
      distinct(field, most).forEach(term -> emit(rule, group, term));
      return;
    }
    String term = Caps.key(field.first(view));
    if (term != null) {
      emit(rule, group, term);
    }
  }

  private void emit(Rule rule, String group, String value) {
    out.accept(rule, signal(rule, group, value, activity(rule)));
  }

  /** Trusted events are only counted: they travel without what an alert would show. */
  private void rareRatio(Rule.RareRatio rule, String group, String organization) {
    if (organization == null) {
      return;
    }
    boolean trusted = rule.trusted().test(view);
    Signal signal = signal(rule, group, organization, trusted ? null : activity(rule));
    signal.sensitive = !trusted && rule.sensitive().test(view);
    out.accept(rule, signal);
  }

  private String counted(Rule.ValueCount rule, Field field, int most) {
    return rule.measure() == null ? values(field, most) : numbers(field, most);
  }

  /** All numbers of {@code field} in one, each as often as it's there; null when it has none. */
  private String numbers(Field field, int most) {
    List<String> numbers = new ArrayList<>();
    int count = field.count(view);
    for (int i = 0; i < count && numbers.size() < most; i++) {
      String value = field.value(view, i);
      if (Measure.number(value) != null) {
        numbers.add(value);
      }
    }
    if (numbers.size() == most && most < count) {
      view.cutLists();
    }
    return numbers.size() < 2 ? numbers.stream().findFirst().orElse(null) : Values.join(numbers);
  }

  /** All values of {@code field} in one; null when it's missing. */
  private String values(Field field, int most) {
    return field.several(view)
        ? Values.join(distinct(field, most))
        : Values.of(Caps.key(field.first(view)));
  }

  private Set<String> distinct(Field field, int most) {
    Set<String> values = new LinkedHashSet<>();
    int count = field.count(view);
    for (int i = 0; i < count && values.size() < most; i++) {
      values.add(Caps.key(field.value(view, i)));
    }
    if (values.size() == most && most < count) {
      view.cutLists();
    }
    return values;
  }

  private Signal signal(Rule rule, String group, String value, Activity shown) {
    Signal signal =
        new Signal(rule.name(), group, event.eventTime, Caps.key(event.eventId), value, shown);
    signal.arrival = event.arrival;
    return signal;
  }

  private boolean several(List<Field> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).several(view)) {
        return true;
      }
    }
    return false;
  }

  /** A list among the fields puts the event into a group for each of its values. */
  private Set<String> groups(List<Field> fields, boolean missingCounts) {
    Set<String> groups = new LinkedHashSet<>();
    int count = Combinations.count(fields, view, missingCounts);
    for (int i = 0; i < count; i++) {
      groups.add(this.groups.of(Combinations.at(fields, view, i)));
    }
    return groups;
  }

  /** The group's values joined; null when one is missing and {@code missingCounts} is false. */
  private String group(List<Field> fields, boolean missingCounts) {
    String[] values = new String[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = fields.get(i).first(view);
      if (values[i] == null && !missingCounts) {
        return null;
      }
    }
    return groups.of(values);
  }

  private Activity activity(Rule rule) {
    String changed = versions.get(rule.name());
    if (changed != null) {
      Activity own = Activity.of(event, view.userAgentName());
      own.versions = changed;
      return own;
    }
    if (activity == null) {
      activity = Activity.of(event, view.userAgentName());
    }
    return activity;
  }
}
