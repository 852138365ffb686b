package io.trailhound.match;

import io.trailhound.metrics.CounterByLabel;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.text.DurationWords;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Events in; out a slim signal per rule that wants the event: those of match rules on the main
 * output, the others by kind.
 *
 * <p>Lateness is decided here, where the original bytes still are: an event behind the watermark
 * goes on to match rules, and to {@link #LATE} if another rule wanted it (docs/contract.md section
 * 2.7). Detectors see a late signal only when a partition wakes up that had been idle.
 *
 * <p>Not final, because examples of several rules can share a job: they override what is late and
 * which rules an event is for.
 *
 * <p>Metrics: {@link Metrics#EVENTS}, {@link Metrics#MATCHES} by rule, {@link Metrics#LATE}, {@link
 * Metrics#LISTS_CUT}, {@link Metrics#EXCEPTIONS_EXPIRED}, {@link Metrics#NEXT_EXPIRY}, {@link
 * Metrics#EVENT_TIME_LAG}.
 */
public class MatchRules extends ProcessFunction<CloudTrailEvent, Signal> {
  public static final String UID = "match-rules";

  public static final OutputTag<Signal> NEW_TERMS = signals("new-terms");
  public static final OutputTag<Signal> VALUE_COUNT = signals("value-count");
  public static final OutputTag<Signal> SLIDING_COUNT = signals("sliding-count");
  public static final OutputTag<Signal> RARE_RATIO = signals("rare-ratio");
  public static final OutputTag<Signal> STEPS = signals("steps");
  public static final OutputTag<DeadLetter> LATE =
      new OutputTag<>("late", Types.POJO(DeadLetter.class));

  private final RuleMatcher matcher;

  private transient Router router;
  private transient Counter events;
  private transient CounterByLabel matches;
  private transient Counter late;
  private transient Counter listsCut;
  private transient Expiries expiries;

  /** Largest event time so far; read by Flink's metrics thread, which may lag behind a little. */
  private transient long latest;

  public MatchRules(RuleMatcher matcher) {
    this.matcher = matcher;
  }

  /** Attaches the operator. */
  public static SingleOutputStreamOperator<Signal> attach(
      DataStream<CloudTrailEvent> events, MatchRules function) {
    return events
        .transform("MatchRules", Types.POJO(Signal.class), new MatchOperator(function))
        .uid(UID);
  }

  private static OutputTag<Signal> signals(String id) {
    return new OutputTag<>("signals-" + id, Types.POJO(Signal.class));
  }

  @Override
  public void open(OpenContext context) {
    router = new Router();
    latest = Long.MIN_VALUE;
    MetricGroup metrics = Metrics.in(getRuntimeContext().getMetricGroup());
    events = metrics.counter(Metrics.EVENTS);
    matches =
        new CounterByLabel(metrics, Metrics.MATCHES, Metrics.RULE, matcher.rulesWithSignals());
    late = metrics.counter(Metrics.LATE);
    listsCut = metrics.counter(Metrics.LISTS_CUT);
    expiries = new Expiries(matcher.expiries(), metrics);
    metrics.gauge(Metrics.EVENT_TIME_LAG, (Gauge<Long>) this::eventTimeLag);
  }

  @Override
  public void processElement(CloudTrailEvent event, Context ctx, Collector<Signal> out) {
    events.inc();
    if (event.eventTime > latest) {
      latest = event.eventTime;
      expiries.advance(latest);
    }
    long watermark = watermark(event, ctx.timerService().currentWatermark());
    router.begin(event, ctx, out, event.eventTime <= watermark);
    matcher.match(event, router);
    if (router.lost) {
      late.inc();
      ctx.output(LATE, tooLate(event, watermark));
    }
  }

  /**
   * What {@code event} must be behind of to be late.
   *
   * @param current the watermark of the input
   */
  protected long watermark(CloudTrailEvent event, long current) {
    return current;
  }

  /** Whether {@code rule} may see {@code event}. */
  protected boolean isFor(CloudTrailEvent event, Rule rule) {
    return true;
  }

  private long eventTimeLag() {
    return latest == Long.MIN_VALUE ? -1 : System.currentTimeMillis() - latest;
  }

  private static DeadLetter tooLate(CloudTrailEvent event, long watermark) {
    String detail =
        "%s of %s is %s behind the watermark; match rules saw it, the others didn't. A longer --lateness would take it in."
            .formatted(
                event.eventName,
                Instant.ofEpochMilli(event.eventTime),
                DurationWords.words(watermark + 1 - event.eventTime));
    return new DeadLetter("late", detail, event.where(), event.raw);
  }

  /** Sends each signal where its rule's kind listens. */
  private final class Router implements SignalConsumer {
    private CloudTrailEvent event;
    private Context ctx;
    private Collector<Signal> out;
    private boolean behind;
    private boolean lost;

    void begin(CloudTrailEvent event, Context ctx, Collector<Signal> out, boolean behind) {
      this.event = event;
      this.ctx = ctx;
      this.out = out;
      this.behind = behind;
      this.lost = false;
    }

    @Override
    public void accept(Rule rule, Signal signal) {
      if (!isFor(event, rule)) {
        return;
      }
      matches.inc(rule.name());
      if (rule instanceof Rule.Match) {
        out.collect(signal);
      } else if (behind) {
        lost = true;
      } else {
        ctx.output(output(rule), signal);
      }
    }

    @Override
    public void cut() {
      listsCut.inc();
    }

    private static OutputTag<Signal> output(Rule rule) {
      if (rule instanceof Rule.NewTerms) {
        return NEW_TERMS;
      } else if (rule instanceof Rule.ValueCount count) {
        return count.sliding() ? SLIDING_COUNT : VALUE_COUNT;
      } else if (rule instanceof Rule.RareRatio) {
        return RARE_RATIO;
      }
      return STEPS;
    }
  }
}
