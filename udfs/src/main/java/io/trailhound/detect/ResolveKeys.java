package io.trailhound.detect;

import io.trailhound.match.MatchRules;
import io.trailhound.match.WatermarkMemory;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.KeyGrant;
import io.trailhound.model.KeyHolder;
import io.trailhound.model.Signal;
import java.time.Instant;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Keys that were handed out in; out for each who is behind it: the caller, and where that was a
 * session itself, whoever is behind the key that it used, up to {@link KeyChain#MOST_HOPS} times.
 * It's told at once where the whole chain is known, and otherwise when the watermark has passed the
 * call; what is told then is a function of the events.
 *
 * <p>One subtask has all keys, because the links of a chain have nothing in common by which they
 * could be found together. It sees only calls that hand out keys.
 *
 * <p>State: by key the call that handed it out, what was told, and the callers of the chain once
 * the watermark has passed the call: a key outlives the one that it was asked for with, which was
 * valid then and may be gone when this one hands out the next. Timers: the time of the call, and
 * when the credentials expire, behind which nothing is left.
 *
 * <p>Metrics: {@link Metrics#KEYS_HANDED_OUT}, {@link Metrics#LATE}.
 */
public final class ResolveKeys extends AbstractStreamOperator<KeyHolder>
    implements OneInputStreamOperator<KeyGrant, KeyHolder>, Triggerable<String, VoidNamespace> {
  public static final String UID = "resolve-keys";

  static final ValueStateDescriptor<KeyGrant> GRANT =
      new ValueStateDescriptor<>("key-grant", Types.POJO(KeyGrant.class));
  static final ValueStateDescriptor<KeyHolder> TOLD =
      new ValueStateDescriptor<>("told-holder", Types.POJO(KeyHolder.class));

  /** {@link KeyChain#behind}. */
  static final ValueStateDescriptor<String> BEHIND =
      new ValueStateDescriptor<>("callers-behind-key", Types.STRING);

  private static final long serialVersionUID = 1L;

  private transient WatermarkMemory memory;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient ValueState<KeyGrant> grants;
  private transient ValueState<KeyHolder> told;
  private transient ValueState<String> behind;
  private transient Counter handedOut;
  private transient Counter late;

  ResolveKeys() {}

  /**
   * Attaches the operator.
   *
   * @param signals as {@link MatchRules} gives them
   */
  public static SingleOutputStreamOperator<KeyHolder> attach(
      SingleOutputStreamOperator<Signal> signals) {
    return signals
        .getSideOutput(MatchRules.KEY_GRANTS)
        .keyBy(grant -> grant.accessKey, Types.STRING)
        .transform("ResolveKeys", Types.POJO(KeyHolder.class), new ResolveKeys())
        .uid(UID)
        .setParallelism(1);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    memory =
        new WatermarkMemory(
            context.getOperatorStateStore(),
            getRuntimeContext().getTaskInfo(),
            super::processWatermark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    memory.snapshot();
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this);
    grants = getRuntimeContext().getState(GRANT);
    told = getRuntimeContext().getState(TOLD);
    behind = getRuntimeContext().getState(BEHIND);
    handedOut = Metrics.in(getMetricGroup()).counter(Metrics.KEYS_HANDED_OUT);
    late = Metrics.in(getMetricGroup()).counter(Metrics.LATE);
  }

  @Override
  public void processElement(StreamRecord<KeyGrant> element) throws Exception {
    memory.goOn();
    KeyGrant grant = element.getValue();
    if (grant.from <= memory.actedOn()) {
      late.inc();
      output.collect(MatchRules.LATE, new StreamRecord<>(tooLate(grant), grant.from));
      return;
    }
    KeyGrant known = grants.value();
    if (known != null && !grant.decidesBefore(known)) {
      return;
    }
    handedOut.inc();
    grants.update(grant);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, grant.from);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, Times.plus(grant.until, 1));
    KeyChain chain = chain(grant);
    if (chain.isCertain()) {
      tell(grant, chain.actor());
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    KeyGrant grant = grants.value();
    if (grant == null) {
      return; // of a record that another one took the place of
    }
    if (timer.getTimestamp() > grant.until) {
      grants.clear();
      told.clear();
      behind.clear();
    } else if (timer.getTimestamp() == grant.from) {
      settle(grant);
    }
  }

  /**
   * All calls until this one are known, and each that it builds on is kept or was settled itself.
   */
  private void settle(KeyGrant grant) throws Exception {
    KeyChain chain = chain(grant);
    if (chain.behind() != null) {
      behind.update(chain.behind());
    }
    tell(grant, chain.actor());
  }

  /** The key is the current one, before and behind. */
  private KeyChain chain(KeyGrant grant) throws Exception {
    KeyChain chain = new KeyChain(grant);
    while (chain.next() != null) {
      setCurrentKey(chain.next());
      chain.follow(grants.value(), behind.value());
    }
    setCurrentKey(grant.accessKey);
    return chain;
  }

  private void tell(KeyGrant grant, String actor) throws Exception {
    KeyHolder holder = new KeyHolder();
    holder.accessKey = grant.accessKey;
    holder.from = grant.from;
    holder.until = grant.until;
    holder.actor = actor;
    if (!holder.says(told.value())) {
      told.update(holder);
      output.collect(new StreamRecord<>(holder, grant.from));
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    memory.advance(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // Never idle, as detectors: what is behind waits for what is told here.
  }

  private DeadLetter tooLate(KeyGrant grant) {
    String detail =
        "Event %s of %s came from a partition that had been idle, when the others had gone on to %s; who is behind the key that it hands out stays unknown. A longer --kafka-idleness would take it in."
            .formatted(
                grant.eventId,
                Instant.ofEpochMilli(grant.from),
                Instant.ofEpochMilli(memory.actedOn()));
    return new DeadLetter("late", detail, "event " + grant.eventId, new byte[0]);
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    // None is registered.
  }
}
