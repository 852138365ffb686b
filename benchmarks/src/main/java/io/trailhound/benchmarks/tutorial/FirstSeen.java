package io.trailhound.benchmarks.tutorial;

import io.trailhound.model.Alert;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** A principal's calls from VPNs in, an alert for a network that is new in ten days out. */
final class FirstSeen extends KeyedProcessFunction<String, TutorialCall, Alert> {
  private static final long serialVersionUID = 1L;
  private static final long LIFE = Duration.ofDays(10).toMillis();

  private transient MapState<Long, Long> lastSeen;

  @Override
  public void open(OpenContext context) {
    lastSeen =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("last-seen", Types.LONG, Types.LONG));
  }

  @Override
  public void processElement(TutorialCall call, Context context, Collector<Alert> out)
      throws Exception {
    Long before = lastSeen.get(call.network);
    if (before == null || call.time - before > LIFE) {
      out.collect(TutorialJob.alert("aws_vpn_asn_first_seen", call.arn, call.time));
    }
    lastSeen.put(call.network, before == null ? call.time : Math.max(before, call.time));
  }
}
