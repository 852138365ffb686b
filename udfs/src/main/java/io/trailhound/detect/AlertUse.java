package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.rules.ActivityFields;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.condition.JoinedField;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A correlation that refers to another one: an alert of that in, out in which groups it counts
 * there, and with which values. Where the group isn't the alert's own, it's what the events behind
 * the alert had, each value a group.
 *
 * @param correlation the one that refers
 * @param group where the alert has the group-by values
 * @param value where it has what is counted; empty for whole alerts
 */
record AlertUse(String correlation, List<Part> group, List<Part> value) implements Serializable {

  /**
   * Where an alert has the value of a field.
   *
   * @param position in its group, or {@link #TERM} or {@link #TOLD}
   * @param told position among the rule's {@code told}
   * @param field of the event
   */
  record Part(int position, int told, String field) implements Serializable {
    static final int TERM = -1;
    static final int TOLD = -2;

    static Part of(Rule base, Field field) {
      for (int i = 0; i < base.groupBy().size(); i++) {
        if (base.groupBy().get(i).field().equals(field)) {
          return new Part(i, -1, field.name());
        }
      }
      if (base instanceof Rule.NewTerms terms && terms.term().equals(field)) {
        return new Part(TERM, -1, field.name());
      }
      return new Part(TOLD, base.links().told().indexOf(field.name()), field.name());
    }

    String in(Alert alert, String[] own, String[] told) {
      if (position == TERM) {
        return alert.term;
      }
      if (position == TOLD) {
        if (told.length > 0) {
          return this.told < told.length ? told[this.told] : null;
        }
        Activity activity = alert.activity;
        return activity == null ? null : ActivityFields.read(field, activity);
      }
      return position < own.length ? own[position] : null;
    }
  }

  static AlertUse of(Rule base, Feed feed) {
    List<Part> group = feed.group().stream().map(field -> Part.of(base, field)).toList();
    List<Part> value =
        feed.value() == null
            ? List.of()
            : feed.value().parts().stream().map(field -> Part.of(base, field)).toList();
    return new AlertUse(feed.rule().name(), group, value);
  }

  /** The uses of alerts by those of {@code by}, by the name of the alert's rule. */
  static Map<String, List<AlertUse>> all(
      List<Rule> rules, Function<String, List<Feed>> feeds, Set<String> by) {
    Map<String, List<AlertUse>> uses = new TreeMap<>();
    for (Rule base : rules) {
      if (base instanceof Rule.Match) {
        continue;
      }
      List<AlertUse> those =
          feeds.apply(base.name()).stream()
              .filter(feed -> by.contains(feed.rule().name()))
              .map(feed -> of(base, feed))
              .toList();
      if (!those.isEmpty()) {
        uses.put(base.name(), those);
      }
    }
    return uses;
  }

  /**
   * What an alert brings to a group.
   *
   * @param caller who made the calls of that group; nobody where several did
   * @param seen what these had
   */
  record Brought(Set<String> values, Activity caller, EverythingSeen seen) {
    private Brought with(Brought more) {
      return new Brought(values, caller == null ? null : Caller.ofBoth(caller, more.caller), seen);
    }

    /** What stands for the alert. */
    Activity activity() {
      if (caller == null || seen.isEmpty()) {
        return caller;
      }
      Activity activity = Caller.principal(caller);
      activity.beneath = seen.joined();
      return activity;
    }
  }

  /** Its groups, and what it brings to each. */
  Map<String, Brought> in(Alert alert) {
    String[] own = alert.group == null ? new String[0] : Group.split(alert.group);
    List<String[]> told = new ArrayList<>();
    if (alert.told == null || !needsTold()) {
      told.add(new String[0]);
    } else {
      alert.told.forEach(each -> told.add(Group.split(each)));
    }
    Map<String, Brought> groups = new TreeMap<>();
    for (int i = 0; i < told.size(); i++) {
      String[] each = told.get(i);
      List<String> by = values(group, alert, own, each);
      List<String> counted = values(value, alert, own, each);
      if (by != null) {
        boolean isLast = by.equals(values(group, alert, own, new String[0]));
        Activity caller = caller(alert, isLast, i);
        Brought brought =
            groups.merge(
                Group.join(by.toArray(String[]::new)),
                new Brought(new TreeSet<>(), caller, new EverythingSeen()),
                Brought::with);
        see(alert, i, brought.seen());
        if (counted != null && !counted.isEmpty()) {
          brought.values().add(JoinedField.join(counted));
        }
      }
    }
    return groups;
  }

  /**
   * That of the alert, unless the group is one of several that its events had.
   *
   * @param isLast whether the alert's own caller is in it
   */
  private Activity caller(Alert alert, boolean isLast, int told) {
    if (!isByTold() || alert.toldOf == null) {
      return alert.activity;
    }
    return isLast && !Caller.isNobody(alert.activity) ? alert.activity : alert.toldOf.get(told);
  }

  /** An alert of one event, as of a new term, shows what that had by itself. */
  private void see(Alert alert, int told, EverythingSeen seen) {
    if (alert.networks == null) {
      return;
    }
    if (!isByTold()) {
      seen.add(alert);
    } else if (alert.toldOf != null && alert.toldOf.get(told).beneath != null) {
      seen.add(alert.toldOf.get(told));
    }
  }

  /** Whether the events of an alert may be of several groups. */
  private boolean isByTold() {
    return group.stream().anyMatch(part -> part.position == Part.TOLD);
  }

  private boolean needsTold() {
    return isByTold() || value.stream().anyMatch(part -> part.position == Part.TOLD);
  }

  /** Null when one is missing. */
  private static List<String> values(List<Part> parts, Alert alert, String[] own, String[] told) {
    List<String> values = new ArrayList<>();
    for (Part part : parts) {
      String value = part.in(alert, own, told);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }
}
