package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.TimerService;

/** What {@link Suppress} does with the periods of one key at an alert or a timer. */
final class QuietTurn {
  private final QuietState state;
  private final Rule rule;
  private final String key;
  private final TimerService timers;
  private final QuietOutlet outlet;
  private final long settled;
  private final QuietPeriods periods;
  private final Suppression how;

  /** Event time up to which nothing more can come, but what is late. */
  private final long certain;

  /** The latest event time that is known of. */
  private long now;

  /**
   * @param how the rule suppresses; null when it no longer does
   * @param settled how long after the time at which an alert stands it's final
   */
  QuietTurn(
      QuietState state,
      Rule rule,
      String key,
      Suppression how,
      TimerService timers,
      long settled,
      QuietOutlet outlet)
      throws Exception {
    this.state = state;
    this.rule = rule;
    this.key = key;
    this.timers = timers;
    this.settled = settled;
    this.outlet = outlet;
    this.how = how;
    now = timers.currentWatermark();
    certain = Times.minus(now, settled);
    QuietPeriods known = state.periods.value();
    periods = known == null ? new QuietPeriods() : known;
    if (known == null && how != null) {
      periods.span = how.span().toMillis();
    }
  }

  /** An alert comes. */
  void take(Alert alert) throws Exception {
    if (periods.span != how.span().toMillis()) {
      beginAnew();
    }
    long time = AlertPlace.time(alert);
    boolean isLate = time <= certain;
    now = Math.max(now, time);
    QuietPeriod period = periods.at(time);
    if (alert.phase.equals(Alert.WITHDRAWN)) {
      if (state.early.contains(alert.id)) {
        state.early.remove(alert.id);
        arrange();
      }
    } else if (isLate && period == null) {
      if (alert.phase.equals(Alert.FINAL)) {
        outlet.out().collect(alert);
      }
    } else if (rule instanceof Rule.Match) {
      takeMatch(alert, time, period);
    } else if (alert.phase.equals(Alert.FINAL)) {
      state.settle(rule, alert);
      arrange();
      touch(periods.at(time));
    } else if (!state.places.contains(AlertPlace.counted(alert))) {
      state.early.put(alert.id, alert);
      arrange();
      touch(periods.at(time));
    }
  }

  /** The rule has periods of another length since a restart. */
  private void beginAnew() throws Exception {
    for (QuietTold told : state.told.values()) {
      outlet.out().collect(told.withdrawal);
    }
    state.told.clear();
    periods.open.clear();
    periods.span = how.span().toMillis();
    arrange();
  }

  /** It's final, so where it lies in a period nothing else changes. */
  private void takeMatch(Alert alert, long time, QuietPeriod period) throws Exception {
    QuietMoment there = period == null ? null : state.moments.get(time);
    if (there != null && there.knows(alert)) {
      return;
    }
    boolean isNext = periods.isBehindAll(time);
    state.add(rule, time, alert);
    if (period != null) {
      touch(period);
    } else if (isNext) {
      QuietPeriod next = begin(time, List.of());
      periods.open.add(next);
      tellIfNew(next);
    } else {
      arrange();
    }
  }

  /** Finds the periods of all that is known: each begins with what lies in none before it. */
  private void arrange() throws Exception {
    List<QuietPeriod> before = periods.open;
    periods.open = new ArrayList<>(before.size() + 1);
    for (long time : state.times()) {
      if (periods.isBehindAll(time)) {
        QuietPeriod same = before.stream().filter(it -> it.start == time).findFirst().orElse(null);
        periods.open.add(same == null ? begin(time, before) : same);
      }
    }
    for (QuietPeriod period : List.copyOf(periods.open)) {
      if (!before.contains(period)) {
        tellIfNew(period);
      }
    }
  }

  /**
   * @param before the periods of until now, one of which may have had this one's id
   */
  private QuietPeriod begin(long start, List<QuietPeriod> before) {
    QuietPeriod period = QuietPeriod.from(start);
    long bucket = periods.bucket(period);
    before.stream().filter(it -> periods.bucket(it) == bucket).forEach(it -> period.due = it.due);
    timers.registerEventTimeTimer(Times.plus(start + periods.span - 1, settled));
    timers.registerEventTimeTimer(Times.plus((bucket + 1) * periods.span - 1, settled));
    return period;
  }

  /** What was told under the id may have begun later in the same period: then it has time. */
  private void tellIfNew(QuietPeriod period) throws Exception {
    QuietTold told = state.told.get(periods.bucket(period));
    if (told != null && period.start <= told.start && told.start < period.start + periods.span) {
      touch(period);
    } else {
      tell(period);
    }
  }

  /** There's something to be told, now or when it's time. */
  private void touch(QuietPeriod period) throws Exception {
    if (period == null) {
      return;
    }
    if (now >= period.due) {
      tell(period);
    } else if (!period.changed) {
      period.changed = true;
      timers.registerEventTimeTimer(period.due);
    }
  }

  private void tell(QuietPeriod period) throws Exception {
    long bucket = periods.bucket(period);
    QuietTold told = state.told.get(bucket);
    told = told == null ? new QuietTold() : told;
    told.revision++;
    told.start = period.start;
    Alert early =
        state
            .contents(rule, period.start, periods.span)
            .alert(key, period.start, periods.span, told.revision, Alert.EARLY, outlet.copy());
    told.withdrawal = AlertFactory.withdrawn(early, early.id);
    state.told.put(bucket, told);
    period.due = Times.plus(now, updateEvery());
    period.changed = false;
    outlet.out().collect(early.arrivedAt(outlet.arrival()));
  }

  private long updateEvery() {
    return how == null ? periods.span / Suppression.UPDATES : how.updateEvery().toMillis();
  }

  /** Time passes. */
  void pass() throws Exception {
    while (isOver()) {
      state.forgetEarly(certain);
      arrange();
      if (isOver()) {
        close(periods.open.remove(0));
      }
    }
    withdraw();
    for (QuietPeriod period : List.copyOf(periods.open)) {
      if (period.changed && now >= period.due) {
        tell(period);
      }
    }
  }

  private boolean isOver() {
    return !periods.open.isEmpty() && periods.open.get(0).start + periods.span - 1 <= certain;
  }

  private void close(QuietPeriod period) throws Exception {
    long bucket = periods.bucket(period);
    QuietTold told = state.told.get(bucket);
    long revision = told == null ? 1 : told.revision + 1;
    QuietContents contents = state.contents(rule, period.start, periods.span);
    outlet
        .out()
        .collect(
            contents
                .alert(key, period.start, periods.span, revision, Alert.FINAL, outlet.copy())
                .arrivedAt(0));
    outlet.heldBack().inc(contents.heldBack());
    state.told.remove(bucket);
    state.forgetBefore(period.start + periods.span);
  }

  /** What was told under ids that no period has, or can have any more. */
  private void withdraw() throws Exception {
    List<Long> gone = new ArrayList<>();
    for (Map.Entry<Long, QuietTold> told : state.told.entries()) {
      boolean canBegin = (told.getKey() + 1) * periods.span - 1 > certain;
      if (!canBegin && periods.ofBucket(told.getKey()) == null) {
        outlet.out().collect(told.getValue().withdrawal);
        gone.add(told.getKey());
      }
    }
    for (Long bucket : gone) {
      state.told.remove(bucket);
    }
  }

  void keep() throws Exception {
    if (!periods.open.isEmpty() || !state.told.isEmpty()) {
      state.periods.update(periods);
    } else {
      state.clear();
    }
  }
}
