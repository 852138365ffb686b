package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sightings of a term by a group in, an alert for each first one in {@code life} out
 * (docs/contract.md section 2.2): early when it arrives and whenever an earlier one takes its
 * place, final when the watermark has passed it.
 *
 * <p>State: a map from term to {@link TermHistory}, its clock event time only, and which terms were
 * first seen at a time whose timer is to come. Timers: one at each first sighting, which looks at
 * the terms of that time alone; and at most one a day and key for cleaning, which looks at all of
 * them. When the last term has aged out, nothing is left. A timer that finds no term noted is one
 * from a savepoint of 0.1.0 and looks at all, too.
 */
public final class NewTerms extends KeyedProcessFunction<DetectorKey, Signal, Alert> {
  public static final String UID = "new-terms";

  public static final MapStateDescriptor<String, TermHistory> TERMS =
      new MapStateDescriptor<>("terms", Types.STRING, Types.POJO(TermHistory.class));

  static final MapStateDescriptor<Long, Integer> DUE_SIZES =
      new MapStateDescriptor<>("due-sizes", Types.LONG, Types.INT);
  static final MapStateDescriptor<Slot, String> DUE =
      new MapStateDescriptor<>("due", Types.POJO(Slot.class), Types.STRING);

  private final Map<String, Rule.NewTerms> rules;

  private transient MapState<String, TermHistory> terms;

  /** By the time of a first sighting, the terms that were seen. */
  private transient ListsByTime<String> due;

  NewTerms(List<Rule.NewTerms> rules) {
    this.rules = ByName.of(rules);
  }

  /** Attaches the operator, keyed by rule and group. */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Signal> sightings, List<Rule.NewTerms> rules) {
    return Detector.attach(
        sightings, DetectorKey::of, Types.POJO(DetectorKey.class), new NewTerms(rules), UID);
  }

  @Override
  public void open(OpenContext context) {
    terms = getRuntimeContext().getMapState(TERMS);
    due =
        new ListsByTime<>(
            getRuntimeContext().getMapState(DUE_SIZES), getRuntimeContext().getMapState(DUE));
  }

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    Rule.NewTerms rule = rules.get(signal.rule);
    if (rule == null) {
      return;
    }
    long life = rule.life().toMillis();
    TermHistory history = terms.get(signal.value);
    if (history == null) {
      history = new TermHistory();
    }
    TermHistory.Added added = history.add(signal, life);
    Episode episode = added.episode();
    if (added.begins()) {
      due.add(episode.first, signal.value);
      ctx.timerService().registerEventTimeTimer(episode.first);
      sendEarly(rule, signal, episode, history.previouslySeen(episode, life), out);
    }
    for (Episode gone : added.absorbed()) {
      if (!gone.finalSent && !Objects.equals(gone.earlyId, episode.earlyId)) {
        takeBack(rule, signal.group, signal.value, gone, out);
      }
    }
    terms.put(signal.value, history);
    ctx.timerService().registerEventTimeTimer(TermHistory.expiry(signal.time, life));
  }

  /** The episode begins with {@code signal}, which may give its alert another id. */
  private static void sendEarly(
      Rule.NewTerms rule, Signal signal, Episode episode, Long previous, Collector<Alert> out) {
    Alert early =
        AlertFactory.newTerm(rule, signal.group, signal.value, episode, previous, Alert.EARLY);
    boolean sameId = early.id.equals(episode.earlyId);
    if (!sameId) {
      takeBack(rule, signal.group, signal.value, episode, out);
      episode.earlyId = early.id;
      episode.announced = episode.first;
    }
    early.announced = episode.announced;
    out.collect(early.arrivedAt(signal.arrival));
  }

  /** Ends the early alert of an episode that has none under that id any more. */
  private static void takeBack(
      Rule.NewTerms rule, String group, String term, Episode episode, Collector<Alert> out) {
    if (episode.earlyId != null) {
      Alert gone = AlertFactory.newTerm(rule, group, term, episode, null, Alert.WITHDRAWN);
      out.collect(AlertFactory.withdrawn(gone, episode.earlyId));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    Rule.NewTerms rule = ByName.find(rules, ctx.getCurrentKey());
    if (rule == null) {
      terms.clear(); // the rule was removed: its history goes with its own timers
      due.clear();
      return;
    }
    String group = ctx.getCurrentKey().group();
    List<String> firstSeenNow = due.get(timestamp);
    due.remove(timestamp);
    for (String term : firstSeenNow) {
      TermHistory history = terms.get(term);
      if (history != null && sendFinals(rule, group, term, history, timestamp, out)) {
        terms.put(term, history);
      }
    }
    if (firstSeenNow.isEmpty() || Times.isMidnight(timestamp)) {
      clean(rule, group, ctx, out);
    }
  }

  /** Looks at all terms: what has aged out goes, and for what stays there will be a timer. */
  private void clean(Rule.NewTerms rule, String group, OnTimerContext ctx, Collector<Alert> out)
      throws Exception {
    long life = rule.life().toMillis();
    long now = ctx.timestamp();
    long[] next = {Long.MAX_VALUE};
    Entries.removeIf(
        terms,
        entry -> {
          TermHistory history = entry.getValue();
          boolean changed = sendFinals(rule, group, entry.getKey(), history, now, out);
          changed |= history.episodes.removeIf(e -> TermHistory.expiry(e, life) <= now);
          if (changed) {
            entry.setValue(history);
          }
          history.episodes.forEach(e -> next[0] = Math.min(next[0], TermHistory.expiry(e, life)));
          return history.episodes.isEmpty();
        });
    if (next[0] < Long.MAX_VALUE) {
      ctx.timerService().registerEventTimeTimer(next[0]);
    }
  }

  private static boolean sendFinals(
      Rule.NewTerms rule,
      String group,
      String term,
      TermHistory history,
      long watermark,
      Collector<Alert> out) {
    boolean sent = false;
    for (Episode episode : history.episodes) {
      if (!episode.finalSent && episode.first <= watermark) {
        Long previous = history.previouslySeen(episode, rule.life().toMillis());
        Alert last = AlertFactory.newTerm(rule, group, term, episode, previous, Alert.FINAL);
        out.collect(last);
        if (!last.id.equals(episode.earlyId)) {
          takeBack(rule, group, term, episode, out); // the rule's life was another one then
        }
        episode.finalSent = true;
        episode.activity = null;
        episode.announced = null;
        sent = true;
      }
    }
    return sent;
  }
}
