package io.trailhound.state.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.trailhound.detect.ClosedHours;
import io.trailhound.detect.HourlyBuckets;
import io.trailhound.detect.RareRatio;
import io.trailhound.detect.Seen;
import io.trailhound.detect.TrustedHour;
import io.trailhound.detect.UncommonHour;
import io.trailhound.state.savepoint.StateJson;
import io.trailhound.state.savepoint.StateLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a state of rare_ratio says of one hour.
 *
 * @param start of the hour, milliseconds
 * @param side trusted or uncommon
 */
record HoursOfCalls(long start, long count, String side, List<String> organizations) {
  private static final String TRUSTED = HourlyBuckets.TRUSTED.getName();
  private static final String UNCOMMON = HourlyBuckets.UNCOMMON.getName();
  private static final String CLOSED = HourlyBuckets.CLOSED.getName();

  /** Whether a line has counts of hours. */
  static boolean isIn(StateLine line) {
    return line.operator().equals(RareRatio.UID)
        && List.of(TRUSTED, UNCOMMON, CLOSED).contains(line.state());
  }

  /** The hours of a line that has some; an hour of the other side alone has none. */
  static List<HoursOfCalls> of(StateLine line) {
    try {
      long time = line.entry().asLong();
      if (line.state().equals(CLOSED)) {
        return ofWeek(time, StateJson.read(line.value(), ClosedHours.class));
      }
      if (line.state().equals(UNCOMMON)) {
        UncommonHour hour = StateJson.read(line.value(), UncommonHour.class);
        return List.of(of(time, hour.count, "uncommon", hour.organizations));
      }
      TrustedHour hour = StateJson.read(line.value(), TrustedHour.class);
      return hour.count == 0
          ? List.of()
          : List.of(of(time, hour.count, "trusted", hour.organizations));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a line that state was not written as", e);
    }
  }

  private static HoursOfCalls of(long start, long count, String side, Seen organizations) {
    return new HoursOfCalls(start, count, side, organizations.values);
  }

  private static List<HoursOfCalls> ofWeek(long start, ClosedHours week) {
    List<HoursOfCalls> hours = new ArrayList<>();
    week.forEach(
        (hour, count) ->
            hours.add(of(start + hour * week.size, count, "trusted", week.organizationsOf(hour))));
    return hours;
  }

  Sentence sentence(String who) {
    return new Sentence(
        start,
        "%s made %s %s calls from %s in the hour from %s"
            .formatted(
                who, count, side, String.join(", ", organizations), Instant.ofEpochMilli(start)));
  }
}
