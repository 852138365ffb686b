package io.trailhound.detect;

import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The state of {@link RareRatio} that lasts: one bucket an hour and side, by the start of the hour
 * in milliseconds. A trusted hour is a count and some names, so that the usual event costs little.
 */
public final class HourlyBuckets {
  public static final MapStateDescriptor<Long, TrustedHour> TRUSTED =
      new MapStateDescriptor<>("trusted", Types.LONG, Types.POJO(TrustedHour.class));
  public static final MapStateDescriptor<Long, UncommonHour> UNCOMMON =
      new MapStateDescriptor<>("uncommon", Types.LONG, Types.POJO(UncommonHour.class));

  private final MapState<Long, TrustedHour> trusted;
  private final MapState<Long, UncommonHour> uncommon;

  HourlyBuckets(RuntimeContext context) {
    trusted = context.getMapState(TRUSTED);
    uncommon = context.getMapState(UNCOMMON);
  }

  /** Counts an event; returns whether its bucket is new. */
  boolean add(Signal signal, long hour) throws Exception {
    return signal.activity == null ? addTrusted(signal, hour) : addUncommon(signal, hour);
  }

  private boolean addTrusted(Signal signal, long hour) throws Exception {
    TrustedHour bucket = trusted.get(hour);
    boolean fresh = bucket == null;
    bucket = fresh ? new TrustedHour() : bucket;
    bucket.count++;
    bucket.organizations.addValues(signal.value);
    trusted.put(hour, bucket);
    return fresh;
  }

  private boolean addUncommon(Signal signal, long hour) throws Exception {
    UncommonHour bucket = uncommon.get(hour);
    boolean fresh = bucket == null;
    bucket = fresh ? new UncommonHour() : bucket;
    bucket.add(signal);
    uncommon.put(hour, bucket);
    return fresh;
  }

  boolean has(long hour) throws Exception {
    return trusted.contains(hour) || uncommon.contains(hour);
  }

  /**
   * Removes the buckets that begin at {@code hour} or earlier.
   *
   * @return when the first of the others begins; {@link Long#MAX_VALUE} when there is none
   */
  long removeUpTo(long hour) throws Exception {
    return Math.min(removeUpTo(hour, trusted), removeUpTo(hour, uncommon));
  }

  private static long removeUpTo(long hour, MapState<Long, ?> side) throws Exception {
    long[] first = {Long.MAX_VALUE};
    Entries.removeIf(
        side,
        bucket -> {
          boolean over = bucket.getKey() <= hour;
          first[0] = over ? first[0] : Math.min(first[0], bucket.getKey());
          return over;
        });
    return first[0];
  }

  void clear() {
    trusted.clear();
    uncommon.clear();
  }

  /** {@link RatioSummary#missingTrusted} for the hour H that ends at {@code end}; counts only. */
  long missingTrusted(Rule.RareRatio rule, long end) throws Exception {
    long start = end - rule.span().toMillis();
    long trustedEvents = 0;
    for (Map.Entry<Long, TrustedHour> bucket : trusted.entries()) {
      trustedEvents += isIn(start, end, bucket) ? bucket.getValue().count : 0;
    }
    long uncommonEvents = 0;
    for (Map.Entry<Long, UncommonHour> bucket : uncommon.entries()) {
      uncommonEvents += isIn(start, end, bucket) ? bucket.getValue().count : 0;
    }
    return RatioSummary.missingTrusted(rule, trustedEvents, uncommonEvents);
  }

  /** Everything that the rule looks at for the hour H that ends at {@code end}. */
  RatioSummary summarize(Rule.RareRatio rule, long end) throws Exception {
    RatioSummary summary = new RatioSummary(rule, end);
    for (Map.Entry<Long, TrustedHour> bucket : trusted.entries()) {
      if (isIn(summary.start(), end, bucket)) {
        summary.add(bucket.getValue());
      }
    }
    for (Map.Entry<Long, UncommonHour> bucket : uncommon.entries()) {
      if (isIn(summary.start(), end, bucket)) {
        summary.add(bucket.getValue());
      }
    }
    return summary;
  }

  private static boolean isIn(long start, long end, Map.Entry<Long, ?> bucket) {
    return bucket.getKey() >= start && bucket.getKey() < end;
  }
}
