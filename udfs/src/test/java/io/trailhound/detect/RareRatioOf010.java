package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import java.time.Duration;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** What version 0.1.0 left in the state of rare_ratio; it has no alerts. */
final class RareRatioOf010 extends KeyedProcessFunction<DetectorKey, Signal, Alert> {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Override
  public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
    long hour = Times.windowStart(signal.time, HOUR);
    getRuntimeContext().getMapState(RareRatio.EVENTS).put(EventHash.of(signal.eventId), hour);
    if (signal.activity == null) {
      MapState<Long, TrustedHour> state = getRuntimeContext().getMapState(HourlyBuckets.TRUSTED);
      TrustedHour bucket = state.contains(hour) ? state.get(hour) : new TrustedHour();
      bucket.count++;
      bucket.organizations.add(signal.value);
      state.put(hour, bucket);
    } else {
      MapState<Long, UncommonHour> state = getRuntimeContext().getMapState(HourlyBuckets.UNCOMMON);
      UncommonHour bucket = state.contains(hour) ? state.get(hour) : new UncommonHour();
      bucket.add(signal);
      state.put(hour, bucket);
      OpenHours open = new OpenHours();
      open.open(hour + HOUR);
      getRuntimeContext().getState(RareRatio.OPEN_HOURS).update(open);
    }
    ctx.timerService().registerEventTimeTimer(hour + HOUR - 1);
    ctx.timerService()
        .registerEventTimeTimer(Times.endOfDay(hour + Duration.ofDays(7).toMillis() - 1) - 1);
  }
}
