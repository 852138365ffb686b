package io.trailhound.detect;

import io.trailhound.metrics.Metrics;
import io.trailhound.model.Actor;
import io.trailhound.model.Alert;
import io.trailhound.model.KeyHolder;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Alerts in, and who is behind which key; out the same alerts with who is behind their caller.
 * Early ones go on at once with what is known. Of a session, a final one waits until the watermark
 * has passed it, so that what it says is a function of the events; one that was to be final at once
 * goes out early before.
 *
 * <p>One subtask has all alerts: those of one id may have several keys, and must stay in order.
 *
 * <p>State: by key who is behind it, until no alert can ask any more, and the final alerts that
 * wait, each chain of a sequence by itself. Timers: the times of these, and when the key is
 * forgotten.
 *
 * <p>Metrics: {@link Metrics#ACTORS_UNKNOWN}.
 */
public final class AddActor extends KeyedCoProcessFunction<String, Alert, KeyHolder, Alert> {
  public static final String UID = "add-actor";

  static final ValueStateDescriptor<KeyHolder> HOLDER =
      new ValueStateDescriptor<>("holder-for-alerts", Types.POJO(KeyHolder.class));
  static final MapStateDescriptor<String, Alert> WAITING =
      new MapStateDescriptor<>("waiting-alerts", Types.STRING, Types.POJO(Alert.class));

  private static final String NO_KEY = "";
  private static final long serialVersionUID = 1L;

  /** How long behind its time an alert may come at most, milliseconds. */
  private final long kept;

  /** Names of the rules whose alerts are final at once. */
  private final Set<String> atOnce;

  private transient ValueState<KeyHolder> holder;
  private transient MapState<String, Alert> waiting;
  private transient TypeSerializer<Alert> alerts;
  private transient Counter unknown;

  AddActor(RuleBook book) {
    kept = book.rules().stream().mapToLong(rule -> latest(rule, book)).max().orElse(0);
    atOnce =
        book.rules().stream()
            .filter(rule -> rule instanceof Rule.Match && book.suppression(rule).isEmpty())
            .map(Rule::name)
            .collect(Collectors.toSet());
  }

  /** Attaches the operator; what comes out is in order by id. */
  public static DataStream<Alert> attach(
      DataStream<Alert> alerts, DataStream<KeyHolder> holders, RuleBook book) {
    return alerts
        .keyBy(AddActor::key, Types.STRING)
        .connect(holders.keyBy(holder -> holder.accessKey, Types.STRING))
        .transform("AddActor", Types.POJO(Alert.class), new NeverIdle<>(new AddActor(book)))
        .uid(UID)
        .setParallelism(1)
        .keyBy(alert -> alert.id, Types.STRING);
  }

  private static String key(Alert alert) {
    return Actor.isSession(alert.activity) ? alert.activity.accessKeyId : NO_KEY;
  }

  /** How long behind the event that it's told of an alert is final. */
  static long latest(Rule rule, RuleBook book) {
    long suppressed =
        book.suppression(rule).map(Suppression::span).map(it -> it.toMillis()).orElse(0L);
    long beneath =
        rule.references().stream()
            .flatMap(name -> book.find(name).stream())
            .mapToLong(base -> latest(base, book))
            .max()
            .orElse(0);
    long own =
        switch (rule.kind()) {
          case MATCH, NEW_TERMS -> 0;
          case VALUE_COUNT -> ((Rule.ValueCount) rule).span();
          case RARE_RATIO -> ((Rule.RareRatio) rule).every().toMillis();
          case SEQUENCE -> SequenceRevisions.FINAL_WITHIN;
        };
    return suppressed + beneath + own;
  }

  @Override
  public void open(OpenContext context) {
    holder = getRuntimeContext().getState(HOLDER);
    waiting = getRuntimeContext().getMapState(WAITING);
    alerts = getRuntimeContext().createSerializer(Types.POJO(Alert.class));
    unknown = Metrics.in(getRuntimeContext().getMetricGroup()).counter(Metrics.ACTORS_UNKNOWN);
  }

  @Override
  public void processElement1(Alert alert, Context ctx, Collector<Alert> out) throws Exception {
    if (!Actor.isSession(alert.activity)) {
      alert.actor = Actor.shown(alert.activity);
      out.collect(alert);
      return;
    }
    boolean isFinal = alert.phase.equals(Alert.FINAL);
    if (!isFinal || alert.time <= ctx.timerService().currentWatermark()) {
      send(alert, out);
      return;
    }
    if (atOnce.contains(alert.rule)) {
      Alert early = alerts.copy(alert);
      early.phase = Alert.EARLY;
      send(early, out);
    }
    waiting.put(AlertPlace.counted(alert), alert.arrivedAt(0));
    ctx.timerService().registerEventTimeTimer(alert.time);
  }

  @Override
  public void processElement2(KeyHolder told, Context ctx, Collector<Alert> out) throws Exception {
    holder.update(told);
    ctx.timerService().registerEventTimeTimer(forgetAt(told));
  }

  private long forgetAt(KeyHolder told) {
    return Times.plus(told.until, kept + 1);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    List<Alert> due = new ArrayList<>();
    Entries.removeIf(
        waiting,
        entry -> {
          boolean isDue = entry.getValue().time <= timestamp;
          if (isDue) {
            due.add(entry.getValue());
          }
          return isDue;
        });
    due.sort(AlertPlace.IN_ORDER);
    for (Alert alert : due) {
      send(alert, out);
    }
    KeyHolder known = holder.value();
    if (known != null && forgetAt(known) <= timestamp) {
      holder.clear();
    }
  }

  private void send(Alert alert, Collector<Alert> out) throws Exception {
    KeyHolder known = holder.value();
    boolean isKnown = known != null && known.covers(alert.time);
    alert.actor = isKnown ? known.actor : null;
    if (!isKnown && alert.phase.equals(Alert.FINAL)) {
      unknown.inc();
    }
    out.collect(alert);
  }
}
