package io.trailhound.detect;

import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.Suppression;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Alerts of rules that suppress in, one for each period out (docs/contract.md section 2.9): early
 * at once, revised while others are counted in, final when the period is over.
 *
 * <p>A period begins with the first alert that lies in none before it, so periods are a function of
 * the alerts. Until the watermark has passed its beginning an earlier alert may move it; its id
 * hangs on the stretch of time in which it begins, and is mostly the same then. An id that no
 * period has in the end is withdrawn when that stretch is over.
 *
 * <p>State: see {@link QuietState}; what is in a period goes with it. Timers: where a period ends,
 * where its id can come to nothing, and where it may be told anew.
 *
 * <p>Limits: what comes behind the watermark and in no open period is let through as it is, as its
 * period may be over. A repeat that late is known by its event: of each second, those of 100 alerts
 * are kept.
 */
public final class Suppress extends KeyedProcessFunction<DetectorKey, Alert, Alert> {
  public static final String UID = "suppress";

  private final Map<String, Rule> rules = new HashMap<>();
  private final Map<String, Suppression> suppressions = new HashMap<>();
  private final Map<String, Long> settled = new HashMap<>();
  private final boolean cloudWatch;

  private transient QuietState state;
  private transient TypeSerializer<Alert> alerts;
  private transient MetricGroup metrics;
  private transient Map<String, Counter> heldBack;

  Suppress(RuleBook book, boolean cloudWatch) {
    this.cloudWatch = cloudWatch;
    for (Rule rule : book.rules()) {
      rules.put(rule.name(), rule);
      settled.put(rule.name(), Chains.settled(rule, book.rules()));
      book.suppression(rule).ifPresent(it -> suppressions.put(rule.name(), it));
    }
  }

  /**
   * Attaches the operators; those alerts that no rule suppresses go by the second one. Its state is
   * keyed by rule and what alerts have in common.
   *
   * @param cloudWatch whether metrics are for CloudWatch too
   */
  public static DataStream<Alert> attach(
      DataStream<Alert> alerts, RuleBook book, boolean cloudWatch) {
    SingleOutputStreamOperator<Alert> others =
        alerts
            .process(new ToSuppress(book), Types.POJO(Alert.class))
            .name("ToSuppress")
            .uid(ToSuppress.UID);
    Suppress function = new Suppress(book, cloudWatch);
    return others
        .getSideOutput(ToSuppress.SUPPRESSED)
        .keyBy(function::key, Types.POJO(DetectorKey.class))
        .transform("Suppress", Types.POJO(Alert.class), new PeriodsOperator<>(function))
        .uid(UID)
        .union(others);
  }

  DetectorKey key(Alert alert) {
    return new DetectorKey(
        alert.rule, suppressions.get(alert.rule).key(rules.get(alert.rule), alert));
  }

  @Override
  public void open(OpenContext context) {
    state = new QuietState(getRuntimeContext());
    alerts = getRuntimeContext().createSerializer(Types.POJO(Alert.class));
    metrics = Metrics.in(getRuntimeContext().getMetricGroup(), cloudWatch);
    heldBack = new HashMap<>();
    suppressions.keySet().forEach(this::heldBack); // there with 0 from the start
  }

  private Counter heldBack(String rule) {
    return heldBack.computeIfAbsent(
        rule, name -> metrics.addGroup(Metrics.RULE, name).counter(Metrics.SUPPRESSED));
  }

  @Override
  public void processElement(Alert alert, Context ctx, Collector<Alert> out) throws Exception {
    Suppression how = suppressions.get(alert.rule);
    QuietTurn turn = turn(ctx, out, alert.arrival, how);
    turn.take(alert);
    turn.keep();
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
    String rule = ctx.getCurrentKey().rule();
    if (!rules.containsKey(rule)) {
      state.clear(); // the rule was removed: nothing can be said of it
      return;
    }
    QuietTurn turn = turn(ctx, out, 0, suppressions.get(rule));
    turn.pass();
    turn.keep();
  }

  private QuietTurn turn(Context ctx, Collector<Alert> out, long arrival, Suppression how)
      throws Exception {
    DetectorKey key = ctx.getCurrentKey();
    return new QuietTurn(
        state,
        rules.get(key.rule()),
        key.group(),
        how,
        ctx.timerService(),
        settled.get(key.rule()),
        new QuietOutlet(out, alerts::copy, arrival, heldBack(key.rule())));
  }
}
