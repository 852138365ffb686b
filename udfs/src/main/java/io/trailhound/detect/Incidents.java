package io.trailhound.detect;

import io.trailhound.metrics.Metrics;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.rules.RuleBook;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Alerts in and out at once; to {@link #INCIDENTS} those of one principal that lie close together
 * ({@link IncidentSpan}), as one: early, revised as alerts come, final when nothing can come into
 * it any more. Then its alerts go out once more and say of which incident they are. Finals are a
 * function of the final alerts.
 *
 * <p>An early alert whose final revision isn't the principal's, because it was taken back or
 * somebody else is known to be behind it by then, is no part of the final incident.
 *
 * <p>One subtask has all alerts: revisions of an id may be different principals', and must stay in
 * order.
 *
 * <p>State: by principal what {@link OpenIncidents} has, and when they're looked at next, which is
 * the one timer.
 *
 * <p>Limits: an alert that comes so late that its incident may be over is in none. Metric: {@link
 * Metrics#ALERTS_WITHOUT_INCIDENT}.
 */
public final class Incidents extends KeyedProcessFunction<String, Alert, Alert> {
  public static final String UID = "find-incidents";

  public static final OutputTag<Alert> INCIDENTS =
      new OutputTag<>("incidents", Types.POJO(Alert.class));

  static final ValueStateDescriptor<IncidentPace> PACE =
      new ValueStateDescriptor<>("incident-pace", Types.POJO(IncidentPace.class));

  private static final String NOBODY = "";
  private static final long serialVersionUID = 1L;

  private final long gap;

  /** How long behind its time an alert is final at the latest, milliseconds. */
  private final long settled;

  private transient OpenIncidents open;
  private transient ValueState<IncidentPace> pace;
  private transient Counter without;

  Incidents(RuleBook book, Duration gap) {
    this.gap = gap.toMillis();
    settled = settled(book);
  }

  private static long settled(RuleBook book) {
    return book.rules().stream().mapToLong(rule -> AddActor.latest(rule, book)).max().orElse(0);
  }

  /** How long behind its time an alert's incident is over at the latest, milliseconds. */
  static long overWithin(RuleBook book, Duration gap) {
    return IncidentSpan.LONGEST + gap.toMillis() + settled(book);
  }

  /**
   * Attaches the operator; incidents leave by {@link #INCIDENTS}.
   *
   * @param gap how far apart alerts of an incident may be
   */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Alert> alerts, RuleBook book, Duration gap) {
    return alerts
        .keyBy(Incidents::principal, Types.STRING)
        .transform(
            "Incidents", Types.POJO(Alert.class), new PeriodsOperator<>(new Incidents(book, gap)))
        .uid(UID)
        .setParallelism(1);
  }

  /** The incidents, revisions of one id in order. */
  public static DataStream<Alert> incidents(SingleOutputStreamOperator<Alert> operator) {
    return operator.getSideOutput(INCIDENTS).keyBy(alert -> alert.id, Types.STRING);
  }

  /** Whose the alert is; empty for nobody's. */
  static String principal(Alert alert) {
    Activity a = alert.activity;
    if (a == null || alert.rule.equals(SilenceRule.NAME)) {
      return NOBODY; // of a silence it's only known who called last
    }
    if (alert.actor != null) {
      return alert.actor;
    }
    if (a.arn != null) {
      return a.arn;
    }
    String name = a.userName != null ? a.userName : a.userId;
    if (name == null) {
      return NOBODY;
    }
    return a.accountId == null ? name : name + " of " + a.accountId;
  }

  @Override
  public void open(OpenContext context) {
    open = new OpenIncidents(getRuntimeContext(), gap, settled);
    pace = getRuntimeContext().getState(PACE);
    without =
        Metrics.in(getRuntimeContext().getMetricGroup()).counter(Metrics.ALERTS_WITHOUT_INCIDENT);
  }

  @Override
  public void processElement(Alert alert, Context ctx, Collector<Alert> out) throws Exception {
    out.collect(alert);
    if (ctx.getCurrentKey().equals(NOBODY)) {
      return;
    }
    if (open.finalBy(alert) <= ctx.timerService().currentWatermark()) {
      without.inc();
      return;
    }
    open.are(ctx.getCurrentKey(), incident -> ctx.output(INCIDENTS, incident));
    IncidentPace now = pace.value() == null ? new IncidentPace() : pace.value();
    now.changed(open.take(alert));
    if (now.isDue()) {
      now.told(open.tell());
    }
    schedule(open.lookAt(alert), ctx, now);
    pace.update(now);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    IncidentPace now = pace.value();
    if (now == null || timestamp < now.next) {
      return; // an earlier one came in its stead
    }
    open.are(ctx.getCurrentKey(), incident -> ctx.output(INCIDENTS, incident));
    open.close(timestamp, out::collect);
    now.told(open.tell());
    open.forgetUnused(timestamp);
    now.next = IncidentPace.NEVER;
    schedule(open.lookAt(), ctx, now);
    if (now.next == IncidentPace.NEVER) {
      pace.clear();
    } else {
      pace.update(now);
    }
  }

  private static void schedule(long time, Context ctx, IncidentPace now) {
    if (time < now.next) {
      now.next = time;
      ctx.timerService().registerEventTimeTimer(time);
    }
  }
}
