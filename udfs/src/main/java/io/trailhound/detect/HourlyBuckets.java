package io.trailhound.detect;

import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The state of {@link RareRatio} that lasts: one bucket an hour and side, by the start of the hour
 * in milliseconds. A trusted hour is a count and some names, so that the usual event costs little;
 * while it's open it also has the ids of all events of the hour, and when it's over it becomes a
 * byte or two of its week.
 */
public final class HourlyBuckets {
  public static final MapStateDescriptor<Long, TrustedHour> TRUSTED =
      new MapStateDescriptor<>("trusted", Types.LONG, Types.POJO(TrustedHour.class));
  public static final MapStateDescriptor<Long, UncommonHour> UNCOMMON =
      new MapStateDescriptor<>("uncommon", Types.LONG, Types.POJO(UncommonHour.class));

  /** By the start of the week that {@link ClosedHours#week} says. */
  public static final MapStateDescriptor<Long, ClosedHours> CLOSED =
      new MapStateDescriptor<>("closed-hours", Types.LONG, Types.POJO(ClosedHours.class));

  /**
   * The hours that are in {@link #TRUSTED}, in order; null when there is none. Read one by one they
   * cost what they are; a search through the database would go over all that was ever removed.
   */
  static final ValueStateDescriptor<long[]> HOURS =
      new ValueStateDescriptor<>("hours", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

  /** The hours that are in {@link #UNCOMMON}, each with its count; null when there is none. */
  static final ValueStateDescriptor<long[]> UNCOMMON_COUNTS =
      new ValueStateDescriptor<>(
          "uncommon-counts", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

  private final MapState<Long, TrustedHour> trusted;
  private final ListedHours hours;
  private final MapState<Long, UncommonHour> uncommon;
  private final UncommonCounts uncommonCounts;
  private final MapState<Long, ClosedHours> closedHours;
  private final CountedOnce counted;
  private boolean mayBeOf010;

  /**
   * What a signal changed.
   *
   * @param events how many of its events weren't counted before
   * @param opens whether they're the first of their hour
   */
  record Added(int events, boolean opens) {}

  HourlyBuckets(RuntimeContext context) {
    trusted = context.getMapState(TRUSTED);
    hours = new ListedHours(context);
    uncommon = context.getMapState(UNCOMMON);
    uncommonCounts = new UncommonCounts(context);
    closedHours = context.getMapState(CLOSED);
    counted = new CountedOnce(context);
  }

  /** Counts the events that a signal is about, each once. */
  Added add(Signal signal, long hour) throws Exception {
    TrustedHour bucket = trusted.get(hour);
    boolean opens = bucket == null;
    if (opens) {
      bucket = new TrustedHour();
      // An hour of uncommon events alone is one of 0.1.0.
      bucket.ids = mayBeOf010 && uncommon.contains(hour) ? null : EventIds.NONE;
    }
    int fresh = counted.note(bucket, hour, EventIds.of(signal));
    if (fresh == 0) {
      return new Added(0, false);
    }
    if (signal.activity == null) {
      bucket.count += fresh;
      bucket.organizations.addValues(signal.value);
    } else {
      addUncommon(signal, hour);
    }
    trusted.put(hour, bucket);
    if (opens) {
      hours.add(hour);
    }
    return new Added(fresh, opens);
  }

  /** Looks from now on for hours as 0.1.0 left them: a look for each that opens. */
  void expect010() {
    mayBeOf010 = true;
  }

  /** Lists the hours of a key that has buckets of before they were listed. */
  void list() throws Exception {
    if (hours.isEmpty()) {
      List<Long> all = new ArrayList<>();
      trusted.keys().forEach(all::add);
      hours.set(all);
    }
  }

  /** Counts the uncommon events of a key that has buckets of before they were counted. */
  void countUncommon() throws Exception {
    if (uncommonCounts.isEmpty()) {
      uncommonCounts.set(uncommon.entries());
    }
  }

  private void addUncommon(Signal signal, long hour) throws Exception {
    UncommonHour bucket = uncommon.get(hour);
    bucket = bucket == null ? new UncommonHour() : bucket;
    bucket.add(signal);
    uncommon.put(hour, bucket);
    uncommonCounts.add(hour);
  }

  /** What there was of an hour that is over. */
  enum Close {
    NOTHING,

    /** It joined others of its week, of which there is a timer that takes them away. */
    JOINED,

    ALONE
  }

  /**
   * Forgets which events an hour had: behind the watermark there are no more duplicates to
   * recognise, they would be late. What is left of it goes to those of its week.
   *
   * @param size of an hour, milliseconds
   */
  Close close(long hour, long size) throws Exception {
    TrustedHour bucket = trusted.get(hour);
    if (bucket == null && !uncommon.contains(hour)) {
      return Close.NOTHING;
    }
    if (bucket == null || bucket.ids == null) {
      counted.forgetUpTo(hour);
    }
    if (bucket == null) {
      return Close.ALONE;
    }
    bucket.ids = null;
    long start = ClosedHours.week(hour, size);
    ClosedHours week = bucket.count == 0 ? null : closedHours.get(start);
    if (bucket.organizations.truncated || (week != null && week.size != size)) {
      trusted.put(hour, bucket); // not all names are there; or the week has hours of another size
      return Close.ALONE;
    }
    trusted.remove(hour);
    hours.remove(hour);
    if (bucket.count > 0) {
      ClosedHours all = week == null ? new ClosedHours(size) : week;
      all.add((int) ((hour - start) / size), bucket);
      closedHours.put(start, all);
    }
    return week == null ? Close.ALONE : Close.JOINED;
  }

  /**
   * Removes the buckets that begin at {@code hour} or earlier.
   *
   * @param closed up to there nobody has to know any more which events the others had
   * @return when the first of the others begins; {@link Long#MAX_VALUE} when there is none
   */
  long removeUpTo(long hour, long closed) throws Exception {
    long first = Math.min(removeClosedUpTo(hour), removeUncommonUpTo(hour));
    List<Long> left = new ArrayList<>();
    boolean apart = false;
    long[] all = hours.all();
    for (long each : all) {
      TrustedHour bucket = trusted.get(each);
      apart |= each <= closed && bucket.ids == null;
      if (each <= hour) {
        trusted.remove(each);
        continue;
      }
      if (each <= closed && bucket.ids != null) {
        bucket.ids = null; // the hour had another length, and so no timer that closed it
        trusted.put(each, bucket);
      }
      first = Math.min(first, each);
      left.add(each);
    }
    if (left.size() < all.length) {
      hours.set(left);
    }
    if (apart) {
      counted.forgetUpTo(closed);
    }
    return first;
  }

  private long removeClosedUpTo(long hour) throws Exception {
    long[] first = {Long.MAX_VALUE};
    Entries.removeIf(
        closedHours,
        entry -> {
          ClosedHours week = entry.getValue();
          long before = Math.floorDiv(hour - entry.getKey(), week.size) + 1;
          int left = week.first();
          boolean changes = left < before;
          left = changes ? week.removeBefore(before) : left;
          if (left < ClosedHours.HOURS) {
            first[0] = Math.min(first[0], entry.getKey() + left * week.size);
            if (changes) {
              entry.setValue(week);
            }
          }
          return left == ClosedHours.HOURS;
        });
    return first[0];
  }

  private long removeUncommonUpTo(long hour) throws Exception {
    for (long each : uncommonCounts.removeUpTo(hour)) {
      uncommon.remove(each);
    }
    return uncommonCounts.first();
  }

  void clear() {
    trusted.clear();
    hours.clear();
    uncommon.clear();
    uncommonCounts.clear();
    closedHours.clear();
    counted.clear();
  }

  /**
   * {@link RatioSummary#missingTrusted} for the hour H that ends at {@code end}, or at least so
   * many; counts only, and no more than settle that some are missing.
   */
  long missingTrusted(Rule.RareRatio rule, long end) throws Exception {
    long start = end - rule.span().toMillis();
    long trustedEvents = 0;
    for (long hour : hours.all()) {
      trustedEvents += isIn(start, end, hour) ? trusted.get(hour).count : 0;
    }
    for (Map.Entry<Long, ClosedHours> week : closedHours.entries()) {
      trustedEvents += week.getValue().count(number(start, week), number(end, week));
    }
    long missing = RatioSummary.missingTrusted(rule, trustedEvents, 1);
    if (missing > 0) {
      return missing;
    }
    return RatioSummary.missingTrusted(rule, trustedEvents, uncommonCounts.between(start, end));
  }

  /** Everything that the rule looks at for the hour H that ends at {@code end}. */
  RatioSummary summarize(Rule.RareRatio rule, long end) throws Exception {
    RatioSummary summary = new RatioSummary(rule, end);
    for (long hour : hours.all()) {
      if (isIn(summary.start(), end, hour)) {
        summary.add(trusted.get(hour));
      }
    }
    for (Map.Entry<Long, ClosedHours> week : closedHours.entries()) {
      summary.add(week.getValue(), number(summary.start(), week), number(end, week));
    }
    for (Map.Entry<Long, UncommonHour> bucket : uncommon.entries()) {
      if (isIn(summary.start(), end, bucket.getKey())) {
        summary.add(bucket.getValue());
      }
    }
    return summary;
  }

  private static boolean isIn(long start, long end, long hour) {
    return hour >= start && hour < end;
  }

  /** Of the first hour of a week that begins at {@code time} or later. */
  private static long number(long time, Map.Entry<Long, ClosedHours> week) {
    return -Math.floorDiv(week.getKey() - time, week.getValue().size);
  }
}
