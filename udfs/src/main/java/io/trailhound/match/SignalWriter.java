package io.trailhound.match;

import io.trailhound.model.Activity;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.EventView;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Field;
import io.trailhound.rules.Rule;
import java.util.List;

/** A detection that matched an event to the signals of its rule and of its correlations. */
final class SignalWriter {
  private final EventView view;
  private CloudTrailEvent event;
  private SignalConsumer out;
  private Activity activity;

  SignalWriter(EventView view) {
    this.view = view;
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
      out.accept(match, signal(match, null, null, activity()));
    }
    List<Feed> feeds = detection.feeds();
    for (int i = 0; i < feeds.size(); i++) {
      feed(match, feeds.get(i));
    }
  }

  private void feed(Rule.Match match, Feed feed) {
    String group = group(feed.group(), feed.rule() instanceof Rule.RareRatio);
    if (feed.rule() instanceof Rule.NewTerms rule) {
      String term = rule.term().first(view);
      if (term != null) {
        emit(rule, group, term);
      }
    } else if (feed.rule() instanceof Rule.ValueCount rule) {
      emit(rule, group, rule.field() == null ? null : rule.field().first(view));
    } else if (feed.rule() instanceof Rule.RareRatio rule) {
      rareRatio(rule, group);
    } else {
      emit(feed.rule(), group, match.name());
    }
  }

  private void emit(Rule rule, String group, String value) {
    if (group != null) {
      out.accept(rule, signal(rule, group, value, activity()));
    }
  }

  /** Trusted events are only counted: they travel without what an alert would show. */
  private void rareRatio(Rule.RareRatio rule, String group) {
    String organization = rule.organization().first(view);
    if (organization == null) {
      return;
    }
    boolean trusted = rule.trusted().test(view);
    Signal signal = signal(rule, group, organization, trusted ? null : activity());
    signal.sensitive = !trusted && rule.sensitive().test(view);
    out.accept(rule, signal);
  }

  private Signal signal(Rule rule, String group, String value, Activity shown) {
    Signal signal = new Signal(rule.name(), group, event.eventTime, event.eventId, value, shown);
    signal.arrival = event.arrival;
    return signal;
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
    return Group.join(values);
  }

  private Activity activity() {
    if (activity == null) {
      activity = Activity.of(event, view.userAgentName());
    }
    return activity;
  }
}
