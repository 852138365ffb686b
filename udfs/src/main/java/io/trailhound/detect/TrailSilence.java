package io.trailhound.detect;

import io.trailhound.match.WatermarkMemory;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import io.trailhound.model.CloudTrailEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What was {@link Heard} of accounts in; out an alert for each account of which nothing was heard
 * for a while of event time, and for each of its regions that was {@link Trails#BUSY busy} while
 * the account itself goes on. It's final when the watermark has passed the while, and goes out once
 * more, with its end, when something is heard again. Finals are a function of the events: behind
 * the end of all input the time of the latest event counts, and not that input ended.
 *
 * <p>While no event comes there is no watermark either, and so the machine's clock counts for
 * accounts: an early alert goes out when the source was not behind when it gave the latest event
 * ({@link SourceClock}). An event of that time that comes later takes it back.
 *
 * <p>State: by account its trails and the minutes that the watermark has yet to pass, which go
 * {@link Trails#LIFE} behind the last event. Timers: one a minute and account, and for each silence
 * two. One subtask has all accounts: it gets a few records a second, and only who hears all of them
 * knows the latest.
 */
public final class TrailSilence extends AbstractStreamOperator<Alert>
    implements OneInputStreamOperator<Heard, Alert>, Triggerable<String, VoidNamespace> {
  public static final String UID = "trail-silence";

  private static final ListStateDescriptor<Long> LATEST =
      new ListStateDescriptor<>("latest", Types.LONG);
  private static final long serialVersionUID = 1L;

  private final long after;
  private final long fresh;
  private final boolean cloudWatch;

  private transient WatermarkMemory memory;
  private transient ListState<Long> latestBefore;
  private transient boolean atEnd;
  private transient SourceClock clock;
  private transient Trails trails;

  TrailSilence(Duration after, Duration lateness, boolean cloudWatch) {
    this.after = after.toMillis();
    this.fresh = lateness.toMillis();
    this.cloudWatch = cloudWatch;
  }

  /**
   * Attaches the operators.
   *
   * @param after at least some minutes: what happens within one is taken together
   * @param lateness how far the watermark trails, as the source was told
   * @param cloudWatch whether metrics are for CloudWatch too
   */
  public static DataStream<Alert> attach(
      DataStream<CloudTrailEvent> events, Duration after, Duration lateness, boolean cloudWatch) {
    SingleOutputStreamOperator<Heard> heard =
        events.transform("Listen", Types.POJO(Heard.class), new Listen()).uid(Listen.UID);
    return heard
        .keyBy(each -> each.account, Types.STRING)
        .transform(
            "TrailSilence", Types.POJO(Alert.class), new TrailSilence(after, lateness, cloudWatch))
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
    latestBefore = context.getOperatorStateStore().getListState(LATEST);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    memory.snapshot();
    latestBefore.update(clock.latest());
  }

  @Override
  public void open() throws Exception {
    super.open();
    InternalTimerService<VoidNamespace> timers =
        getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this);
    trails = new Trails(getRuntimeContext(), timers, after, this::output);
    clock = new SourceClock(getProcessingTimeService(), after, fresh, this::tellEarly);
    List<Long> before = new ArrayList<>();
    latestBefore.get().forEach(before::add);
    clock.goOn(before, accounts());
    Metrics.in(getMetricGroup(), cloudWatch)
        .gauge(Metrics.SILENT_TRAILS, (Gauge<Integer>) () -> trails.silent());
  }

  private List<String> accounts() throws Exception {
    List<String> accounts;
    try (Stream<String> keys =
        this.<String>getKeyedStateBackend()
            .getKeys(Trails.TRAILS.getName(), VoidNamespace.INSTANCE)) {
      accounts = keys.toList();
    }
    for (String account : accounts) {
      setCurrentKey(account);
      trails.goOn(account);
    }
    return accounts;
  }

  @Override
  public void processElement(StreamRecord<Heard> element) throws Exception {
    memory.goOn();
    Heard heard = element.getValue();
    if (HeardMinute.end(heard.first) <= memory.actedOn()) {
      return; // late: a partition had been idle
    }
    clock.heard(heard);
    trails.hear(heard);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    atEnd = mark.equals(Watermark.MAX_WATERMARK);
    memory.advance(mark);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    long now = timer.getTimestamp();
    trails.onTimer(timer.getKey(), now, !atEnd || now <= clock.latestEvent());
  }

  /** By the clock, behind no record. */
  private void tellEarly(String account) throws Exception {
    setCurrentKey(account);
    trails.tellEarly(account);
  }

  private void output(Alert alert) {
    output.collect(new StreamRecord<>(alert, alert.time));
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    // None is registered by key.
  }
}
