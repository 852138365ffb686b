package io.trailhound.detect;

import io.trailhound.alert.AlertFactory;
import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sightings of a term by a group in, an alert for each first one in {@code life} out (RULES.md
 * section 2.2): early when it arrives, final when the watermark has passed it.
 *
 * <p>State: a map from term to {@link TermHistory}, its clock event time only. Timers: one at each
 * first sighting, and at most one a day and key for cleaning; when the last term has aged out,
 * nothing is left.
 */
public final class NewTerms extends KeyedProcessFunction<DetectorKey, Signal, Alert> {
  public static final String UID = "new-terms";

  public static final MapStateDescriptor<String, TermHistory> TERMS =
      new MapStateDescriptor<>("terms", Types.STRING, Types.POJO(TermHistory.class));

  private final Map<String, Rule.NewTerms> rules;

  private transient MapState<String, TermHistory> terms;

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
    List<Episode> absorbed = new ArrayList<>(0);
    Episode episode = history.add(signal, life, absorbed);
    if (!episode.finalSent) {
      updateEarly(rule, signal, episode, absorbed, history, out);
      ctx.timerService().registerEventTimeTimer(episode.first);
    }
    terms.put(signal.value, history);
    ctx.timerService().registerEventTimeTimer(TermHistory.expiry(episode, life));
  }

  /**
   * Sends the early alert, anew when an earlier event gave it another id; takes back the others.
   */
  private static void updateEarly(
      Rule.NewTerms rule,
      Signal signal,
      Episode episode,
      List<Episode> absorbed,
      TermHistory history,
      Collector<Alert> out) {
    Alert early =
        AlertFactory.newTerm(
            rule,
            signal.group,
            signal.value,
            episode,
            history.previouslySeen(episode, rule.life().toMillis()),
            Alert.EARLY);
    List<String> stale = new ArrayList<>(1);
    absorbed.forEach(gone -> stale.add(gone.earlyId));
    if (!early.id.equals(episode.earlyId)) {
      stale.add(episode.earlyId);
      episode.earlyId = early.id;
      out.collect(early.arrivedAt(signal.arrival));
    }
    for (String id : stale) {
      if (id != null && !id.equals(early.id)) {
        out.collect(AlertFactory.withdrawn(early, id));
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    DetectorKey key = ctx.getCurrentKey();
    Rule.NewTerms rule = rules.get(key.rule());
    if (rule == null) {
      terms.clear(); // the rule was removed: its history goes with its own timers
      return;
    }
    long life = rule.life().toMillis();
    Entries.removeIf(
        terms,
        entry -> {
          TermHistory history = entry.getValue();
          boolean changed = sendFinals(rule, key.group(), entry.getKey(), history, timestamp, out);
          changed |= history.episodes.removeIf(e -> TermHistory.expiry(e, life) <= timestamp);
          if (changed) {
            entry.setValue(history);
          }
          return history.episodes.isEmpty();
        });
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
        out.collect(AlertFactory.newTerm(rule, group, term, episode, previous, Alert.FINAL));
        episode.finalSent = true;
        episode.activity = null;
        sent = true;
      }
    }
    return sent;
  }
}
