package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.Hash128;
import io.trailhound.model.Suppressed;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The alerts of a period in, in any order; the one that stands for all of them out. */
final class QuietContents {
  private final Rule rule;
  private final long repeats;
  private final QuietSummary others = new QuietSummary();
  private Alert first;

  /**
   * @param repeats how many of the alerts have an id that another one has
   */
  QuietContents(Rule rule, long repeats) {
    this.rule = rule;
    this.repeats = repeats;
  }

  void add(QuietMoment moment) {
    add(moment.first);
    if (moment.others != null) {
      others.addAll(moment.others);
    }
  }

  void add(Alert alert) {
    boolean isFirst = first == null || AlertPlace.IN_ORDER.compare(alert, first) < 0;
    Alert other = isFirst ? first : alert;
    first = isFirst ? alert : first;
    if (other != null) {
      others.add(rule, other);
    }
  }

  /** How many are held back, each id once. */
  long heldBack() {
    return others.number - repeats;
  }

  /**
   * The first alert with what is told of the others. Identity: rule, what they have in common, how
   * long a period is, and the number of such stretches since 1970 in which it begins.
   *
   * @param copy of an alert, which may be one in state
   */
  Alert alert(
      String key, long start, long span, long revision, String phase, UnaryOperator<Alert> copy) {
    long bucket = Math.floorDiv(start, span);
    Alert alert = copy.apply(first);
    alert.id = Hash128.hex(rule.name(), key, Long.toString(span), Long.toString(bucket));
    alert.phase = phase;
    alert.eventIds = eventIds();
    alert.ips = all(alert.ips, others.ips);
    alert.users = all(alert.users, others.users);
    alert.hosts = all(alert.hosts, others.hosts);
    alert.truncated |= others.truncated() || alert.eventIds.size() > Seen.LIMIT;
    alert.eventIds = alert.eventIds.stream().limit(Seen.LIMIT).toList();
    alert.suppressed = suppressed(start, span, revision);
    alert.message = Message.suppressed(alert);
    return alert;
  }

  private Suppressed suppressed(long start, long span, long revision) {
    Suppressed suppressed = new Suppressed();
    suppressed.number = heldBack();
    if (suppressed.number > 0) {
      suppressed.first = others.first;
      suppressed.last = others.last;
    }
    suppressed.actions = others.actions.values;
    suppressed.addresses = all(others.ips.values, others.hosts);
    suppressed.until = start + span;
    suppressed.revision = revision;
    suppressed.idFrom = Math.floorDiv(start, span) * span;
    suppressed.idTo = suppressed.idFrom + span;
    return suppressed;
  }

  /** Those of the first alert first. */
  private List<String> eventIds() {
    List<String> ids = new ArrayList<>(first.eventIds);
    others.eventIds.values.stream().filter(id -> !first.eventIds.contains(id)).forEach(ids::add);
    return ids;
  }

  private static List<String> all(List<String> own, Seen more) {
    Seen all = new Seen();
    if (own != null) {
      own.forEach(all::add);
    }
    all.addAll(more);
    return all.values;
  }
}
