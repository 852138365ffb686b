package io.trailhound.detect;

import io.trailhound.model.Alert;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/** The trails of an account, what is heard of them, and when each falls silent. */
final class Trails {
  /** A region is busy that was heard for so many times as long without a silence. */
  static final int BUSY = 10;

  /** How long a silence is remembered, milliseconds; behind that the account is a new one. */
  static final long LIFE = Duration.ofDays(7).toMillis();

  /** By region; the empty one is the account as a whole. */
  static final MapStateDescriptor<String, Trail> TRAILS =
      new MapStateDescriptor<>("trails", Types.STRING, Types.POJO(Trail.class));

  static final MapStateDescriptor<HeardMinute, Heard> MINUTES =
      new MapStateDescriptor<>("minutes", Types.POJO(HeardMinute.class), Types.POJO(Heard.class));

  static final String ACCOUNT = "";

  private final MapState<String, Trail> trails;
  private final MapState<HeardMinute, Heard> minutes;
  private final InternalTimerService<VoidNamespace> timers;
  private final long after;
  private final Consumer<Alert> out;

  /** Those of all accounts that were told and have not ended. */
  private final Set<String> silent = new HashSet<>();

  /**
   * @param after how long a silence is told, milliseconds
   */
  Trails(
      RuntimeContext context,
      InternalTimerService<VoidNamespace> timers,
      long after,
      Consumer<Alert> out) {
    trails = context.getMapState(TRAILS);
    minutes = context.getMapState(MINUTES);
    this.timers = timers;
    this.after = after;
    this.out = out;
  }

  /** How many are silent now. */
  int silent() {
    return silent.size();
  }

  /** Goes on with an account behind a restart. */
  void goOn(String account) throws Exception {
    for (Map.Entry<String, Trail> each : trails.entries()) {
      if (each.getValue().told || each.getValue().early != null) {
        silent.add(account + " " + each.getKey());
      }
    }
  }

  /** Takes in what was heard, of a minute that the watermark has not passed. */
  void hear(Heard heard) throws Exception {
    for (String trail : List.of(ACCOUNT, heard.region)) {
      if (!trails.contains(trail)) {
        trails.put(trail, new Trail());
      }
    }
    HeardMinute minute = HeardMinute.of(heard.region, heard.first);
    Heard known = minutes.get(minute);
    minutes.put(minute, known == null ? heard : known.and(heard));
    register(HeardMinute.end(heard.first));
    takeBack(heard);
  }

  private void register(long time) {
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
  }

  /**
   * The watermark has come to {@code now}.
   *
   * @param isKnown false where it only ends, and no event says that so much time has passed
   */
  void onTimer(String account, long now, boolean isKnown) throws Exception {
    Map<String, Trail> all = new TreeMap<>(); // the account as a whole comes first
    trails.entries().forEach(each -> all.put(each.getKey(), each.getValue()));
    if (HeardMinute.end(now) == now) {
      goOn(account, all, now - HeardMinute.MINUTE + 1);
    }
    for (Map.Entry<String, Trail> each : all.entrySet()) {
      decide(account, each.getKey(), each.getValue(), all, now, isKnown);
    }
  }

  /** Takes the minute that is over out to the trails. */
  private void goOn(String account, Map<String, Trail> all, long minute) throws Exception {
    Heard together = null;
    for (Map.Entry<String, Trail> each : all.entrySet()) {
      HeardMinute key = new HeardMinute(each.getKey(), minute);
      Heard heard = each.getKey().equals(ACCOUNT) ? null : minutes.get(key);
      if (heard != null) {
        minutes.remove(key);
        goOn(account, each.getKey(), each.getValue(), heard);
        together = together == null ? heard : together.and(heard);
      }
    }
    Heard nowhere = minutes.get(new HeardMinute(ACCOUNT, minute));
    if (nowhere != null) {
      minutes.remove(new HeardMinute(ACCOUNT, minute));
      together = together == null ? nowhere : together.and(nowhere);
    }
    if (together != null) {
      goOn(account, ACCOUNT, all.get(ACCOUNT), together);
    }
  }

  private void goOn(String account, String region, Trail trail, Heard heard) throws Exception {
    if (trail.told) {
      Heard before = lastOf(trail);
      out.accept(SilenceRule.alert(account, region, before, heard.first, after, Alert.FINAL));
      silent.remove(account + " " + region);
    }
    long since = trail.since;
    trail.goOn(heard, after);
    trails.put(region, trail);
    register(trail.deadline(after));
    if (trail.since != since) {
      register(trail.since + after - 1);
    }
  }

  private static Heard lastOf(Trail trail) {
    return Heard.of(null, null, trail.last, trail.lastEventId, trail.activity);
  }

  /** Tells of a trail that is silent by {@code now}, or forgets it. */
  private void decide(
      String account, String region, Trail trail, Map<String, Trail> all, long now, boolean isKnown)
      throws Exception {
    if (trail.last == Trail.NEVER
        || trail.deadline(after) > now
        || goesOn(region, trail, all, now)) {
      return;
    }
    long forget = trail.deadline(after) + LIFE;
    if (forget <= now) {
      endEarly(account, trail);
      forget(region);
      silent.remove(account + " " + region);
      return;
    }
    register(forget);
    if (!trail.told && isKnown && (region.equals(ACCOUNT) || isWorthIt(trail, all, now))) {
      out.accept(SilenceRule.alert(account, region, lastOf(trail), null, after, Alert.FINAL));
      trail.told = true;
      if (trail.early != null && trail.early.last != trail.last) {
        endEarly(account, trail);
      }
      trail.early = null;
      trails.put(region, trail);
      silent.add(account + " " + region);
    }
  }

  /** Begins anew where something was heard since, which waits for the watermark. */
  private void forget(String region) throws Exception {
    trails.remove(region);
    for (HeardMinute waits : minutes.keys()) {
      if (region.equals(ACCOUNT) || waits.region().equals(region)) {
        trails.put(region, new Trail());
        return;
      }
    }
  }

  /** Whether something was heard within the silence, in the minute that isn't over yet. */
  private boolean goesOn(String region, Trail trail, Map<String, Trail> all, long now)
      throws Exception {
    for (String each : region.equals(ACCOUNT) ? all.keySet() : Set.of(region)) {
      Heard heard = minutes.get(HeardMinute.of(each, now));
      if (heard != null && heard.first - trail.last < after) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a region was busy, and its account has been going on: without a silence for as long,
   * and for half as long behind the region. When all regions fall silent with their account, one of
   * them does so last.
   */
  private boolean isWorthIt(Trail region, Map<String, Trail> all, long now) {
    Trail account = all.get(ACCOUNT);
    return region.last - region.since >= BUSY * after
        && account != null
        && !account.told
        && account.deadline(after) > now
        && account.last - region.last >= after / 2
        && account.since + after - 1 <= now;
  }

  /** Tells of an account that is silent by the machine's clock. */
  void tellEarly(String account) throws Exception {
    Trail trail = trails.get(ACCOUNT);
    if (trail == null || trail.told || trail.early != null) {
      return;
    }
    Heard last = trail.last == Trail.NEVER ? null : lastOf(trail);
    for (Heard heard : minutes.values()) {
      last = last == null ? heard : last.and(heard);
    }
    if (last != null) {
      out.accept(SilenceRule.alert(account, ACCOUNT, last, null, after, Alert.EARLY));
      trail.early = last;
      trails.put(ACCOUNT, trail);
      silent.add(account + " " + ACCOUNT);
    }
  }

  /** What is heard of a time that was told to be silent says that it wasn't. */
  private void takeBack(Heard heard) throws Exception {
    Trail trail = trails.get(ACCOUNT);
    Heard early = trail.early;
    if (early != null && heard.last > early.last && heard.last - early.last < after) {
      endEarly(heard.account, trail);
      trails.put(ACCOUNT, trail);
      silent.remove(heard.account + " " + ACCOUNT);
    }
  }

  private void endEarly(String account, Trail trail) {
    if (trail.early != null) {
      out.accept(SilenceRule.alert(account, ACCOUNT, trail.early, null, after, Alert.WITHDRAWN));
      trail.early = null;
    }
  }
}
