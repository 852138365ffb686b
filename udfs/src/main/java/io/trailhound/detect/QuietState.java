package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** All that {@link Suppress} knows of a rule's alerts with the same values. */
final class QuietState {
  static final ValueStateDescriptor<QuietPeriods> PERIODS =
      new ValueStateDescriptor<>("periods", Types.POJO(QuietPeriods.class));

  /** By time. */
  static final MapStateDescriptor<Long, QuietMoment> MOMENTS =
      new MapStateDescriptor<>("moments", Types.LONG, Types.POJO(QuietMoment.class));

  /** By what id's period it is: its start, divided by the span. */
  static final MapStateDescriptor<Long, QuietTold> TOLD =
      new MapStateDescriptor<>("told", Types.LONG, Types.POJO(QuietTold.class));

  /** Of stateful rules, by id: alerts that are early yet. */
  static final MapStateDescriptor<String, Alert> EARLY =
      new MapStateDescriptor<>("early-alerts", Types.STRING, Types.POJO(Alert.class));

  /**
   * Of stateful rules: at which moment a final alert is, by what is counted of it ({@link
   * AlertPlace#counted}).
   */
  static final MapStateDescriptor<String, Long> PLACES =
      new MapStateDescriptor<>("places", Types.STRING, Types.LONG);

  final ValueState<QuietPeriods> periods;
  final MapState<Long, QuietMoment> moments;
  final MapState<Long, QuietTold> told;
  final MapState<String, Alert> early;
  final MapState<String, Long> places;

  QuietState(RuntimeContext context) {
    periods = context.getState(PERIODS);
    moments = context.getMapState(MOMENTS);
    told = context.getMapState(TOLD);
    early = context.getMapState(EARLY);
    places = context.getMapState(PLACES);
  }

  /**
   * Takes a final alert of a stateful rule in. Of a sequence that is repeated several have one id,
   * perhaps in different periods.
   */
  void settle(Rule rule, Alert alert) throws Exception {
    early.remove(alert.id);
    String counted = AlertPlace.counted(alert);
    if (!places.contains(counted)) {
      long place = AlertPlace.time(alert);
      places.put(counted, place);
      add(rule, place, alert);
    }
  }

  void add(Rule rule, long time, Alert alert) throws Exception {
    QuietMoment moment = moments.get(time);
    moment = moment == null ? new QuietMoment() : moment;
    moment.add(rule, alert);
    moments.put(time, moment);
  }

  /** Times at which alerts stand, early ones too. */
  NavigableSet<Long> times() throws Exception {
    NavigableSet<Long> times = new TreeSet<>();
    moments.keys().forEach(times::add);
    for (Alert alert : early.values()) {
      times.add(AlertPlace.time(alert));
    }
    return times;
  }

  /** What a period holds. */
  QuietContents contents(Rule rule, long start, long span) throws Exception {
    long end = start + span;
    QuietContents contents = new QuietContents(rule, repeats(start, end));
    for (Map.Entry<Long, QuietMoment> entry : moments.entries()) {
      if (entry.getKey() >= start && entry.getKey() < end) {
        contents.add(entry.getValue());
      }
    }
    for (Alert alert : early.values()) {
      long time = AlertPlace.time(alert);
      if (time >= start && time < end) {
        contents.add(alert);
      }
    }
    return contents;
  }

  /** How many final alerts of a period have an id that another one of it has. */
  private long repeats(long start, long end) throws Exception {
    long repeats = 0;
    Set<String> ids = new HashSet<>();
    for (Map.Entry<String, Long> place : places.entries()) {
      boolean isInside = place.getValue() >= start && place.getValue() < end;
      if (isInside && !ids.add(AlertPlace.id(place.getKey()))) {
        repeats++;
      }
    }
    return repeats;
  }

  /** Early alerts that no final one can follow any more where they stand. */
  void forgetEarly(long upTo) throws Exception {
    Entries.removeIf(early, entry -> AlertPlace.time(entry.getValue()) <= upTo);
  }

  void forgetBefore(long end) throws Exception {
    Entries.removeIf(moments, entry -> entry.getKey() < end);
    Entries.removeIf(places, entry -> entry.getValue() < end);
  }

  void clear() {
    periods.clear();
    moments.clear();
    told.clear();
    early.clear();
    places.clear();
  }
}
