package io.trailhound.match;

import io.trailhound.metrics.CounterByLabel;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Actor;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.KeyGrant;
import io.trailhound.model.Signal;
import io.trailhound.model.SignalType;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleUpdates;
import io.trailhound.text.DurationWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
 * <p>Lists and filters may be others while the job runs ({@link RuleUpdates}). Each subtask takes
 * them over by itself, between two events; the signals say with which version of their rule they
 * were found.
 *
 * <p>Not final, because examples of several rules can share a job: they override what is late and
 * which rules an event is for.
 *
 * <p>Metrics: {@link Metrics#EVENTS}, {@link Metrics#MATCHES} by rule, {@link Metrics#LATE}, {@link
 * Metrics#LISTS_CUT}, {@link Metrics#EXCEPTIONS_EXPIRED}, {@link Metrics#NEXT_EXPIRY}, {@link
 * Metrics#EVENT_TIME_LAG}, {@link Metrics#RULES_RELOADED}, {@link Metrics#RULES_RELOAD_FAILURES}.
 */
public class MatchRules extends ProcessFunction<CloudTrailEvent, Signal> {
  public static final String UID = "match-rules";

  public static final OutputTag<Signal> NEW_TERMS = signals("new-terms");
  public static final OutputTag<Signal> VALUE_COUNT = signals("value-count");
  public static final OutputTag<Signal> SLIDING_COUNT = signals("sliding-count");
  public static final OutputTag<Signal> RARE_RATIO = signals("rare-ratio");
  public static final OutputTag<Signal> STEPS = signals("steps");

  /** Of rules that group by who is behind a call, where that isn't known yet. */
  public static final OutputTag<Signal> BY_ACTOR = signals("by-actor");

  public static final OutputTag<KeyGrant> KEY_GRANTS =
      new OutputTag<>("key-grants", Types.POJO(KeyGrant.class));

  public static final OutputTag<DeadLetter> LATE =
      new OutputTag<>("late", Types.POJO(DeadLetter.class));

  private final RuleMatcher start;

  /** Null: what was loaded at the start is all there is. */
  private final RuleUpdates updates;

  private final boolean cloudWatch;

  private transient RuleUpdates.Watch watch;

  /** What {@link #matcher} was made of; null for the start. */
  private transient RuleBook book;

  private transient RuleMatcher matcher;
  private transient int reloaded;
  private transient Router router;
  private transient Counter events;
  private transient CounterByLabel matches;
  private transient Counter late;
  private transient Counter listsCut;
  private transient Expiries expiries;

  /** Largest event time so far; read by Flink's metrics thread, which may lag behind a little. */
  private transient long latest;

  /** The watermark of the input; what is behind this operator may know of it a little later. */
  private transient long reached;

  public MatchRules(RuleMatcher matcher) {
    this(matcher, Optional.empty(), false);
  }

  /**
   * @param updates where other lists and filters come from while the job runs
   * @param cloudWatch whether metrics are for CloudWatch too
   */
  public MatchRules(RuleMatcher matcher, Optional<RuleUpdates> updates, boolean cloudWatch) {
    this.start = matcher;
    this.updates = updates.orElse(null);
    this.cloudWatch = cloudWatch;
  }

  /**
   * Attaches the operator.
   *
   * @param rules names of the loaded ones
   */
  public static SingleOutputStreamOperator<Signal> attach(
      DataStream<CloudTrailEvent> events, MatchRules function, List<String> rules) {
    return events
        .transform("MatchRules", new SignalType(rules), new MatchOperator(function))
        .uid(UID);
  }

  /** What goes to {@code tag}, as slim on its way as the main output. */
  public static DataStream<Signal> output(
      SingleOutputStreamOperator<Signal> signals, OutputTag<Signal> tag) {
    return signals.getSideOutput(new OutputTag<>(tag.getId(), signals.getType()));
  }

  /** Where the signals of a rule go. */
  public static OutputTag<Signal> output(Rule rule) {
    return switch (rule.kind()) {
      case MATCH -> throw new IllegalArgumentException("matches are the main output");
      case NEW_TERMS -> NEW_TERMS;
      case VALUE_COUNT -> ((Rule.ValueCount) rule).sliding() ? SLIDING_COUNT : VALUE_COUNT;
      case RARE_RATIO -> RARE_RATIO;
      case SEQUENCE -> STEPS;
    };
  }

  private static OutputTag<Signal> signals(String id) {
    return new OutputTag<>("signals-" + id, Types.POJO(Signal.class));
  }

  @Override
  public void open(OpenContext context) {
    router = new Router();
    reached = Long.MIN_VALUE;
    latest = Long.MIN_VALUE;
    MetricGroup metrics = Metrics.in(getRuntimeContext().getMetricGroup(), cloudWatch);
    events = metrics.counter(Metrics.EVENTS);
    matches = new CounterByLabel(metrics, Metrics.MATCHES, Metrics.RULE, start.rulesWithSignals());
    late = metrics.counter(Metrics.LATE);
    listsCut = metrics.counter(Metrics.LISTS_CUT);
    expiries = new Expiries(start.expiries(), metrics);
    metrics.gauge(Metrics.EVENT_TIME_LAG, (Gauge<Long>) this::eventTimeLag);
    metrics.gauge(Metrics.RULES_RELOADED, (Gauge<Integer>) () -> reloaded);
    metrics.gauge(
        Metrics.RULES_RELOAD_FAILURES, (Gauge<Long>) () -> watch == null ? 0L : watch.failures());
    matcher = start;
    watch = updates == null ? null : updates.watch();
  }

  @Override
  public void processElement(CloudTrailEvent event, Context ctx, Collector<Signal> out) {
    events.inc();
    RuleBook latestBook = watch == null ? null : watch.latest();
    if (latestBook != book) {
      takeOver(latestBook);
    }
    if (event.eventTime > latest) {
      latest = event.eventTime;
      expiries.advance(latest);
    }
    long watermark = watermark(event, reached);
    router.begin(event, ctx, out, event.eventTime <= watermark);
    matcher.match(event, router);
    KeyGrant grant = start.keyGrant(event);
    if (grant != null) {
      router.handedOut(grant);
    }
    if (router.lost) {
      late.inc();
      ctx.output(LATE, tooLate(event, watermark));
    }
  }

  /** Takes note of a watermark of the input, milliseconds. */
  void reach(long watermark) {
    reached = watermark;
  }

  /** Between two events: what one event meets is of one version throughout. */
  private void takeOver(RuleBook newer) {
    book = newer;
    matcher = start.with(newer);
    expiries.replace(newer.expiries());
    reloaded++;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
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
    return new DeadLetter("late", detail, event.where(), event.raw.bytes());
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
        boolean needsActor = start.isByActor(rule) && isSession();
        ctx.output(needsActor ? BY_ACTOR : output(rule), signal);
      }
    }

    private boolean isSession() {
      return Actor.isSession(event.userType, event.accessKeyId);
    }

    void handedOut(KeyGrant grant) {
      if (behind) {
        lost = true;
      } else {
        ctx.output(KEY_GRANTS, grant);
      }
    }

    @Override
    public void cut() {
      listsCut.inc();
    }
  }
}
