package io.trailhound.detect;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** At which call each of some values comes first, of as many values as come earliest. */
final class Earliest {
  /** So many more are taken in before those that are too late are looked for. */
  private static final int MORE = 100;

  /** The place of a call in the order of calls. */
  record Place(long time, String eventId) {
    static final Comparator<Place> IN_ORDER =
        Comparator.comparingLong(Place::time).thenComparing(Place::eventId);

    static Place of(Call call) {
      return new Place(call.time(), call.eventId());
    }
  }

  private final long most;
  private final Map<String, Place> firsts = new HashMap<>();

  Earliest(long most) {
    this.most = most;
  }

  void add(String value, Call call) {
    if (most == 0) {
      return;
    }
    Place place = Place.of(call);
    firsts.merge(value, place, (a, b) -> Place.IN_ORDER.compare(a, b) <= 0 ? a : b);
    if (firsts.size() - MORE > 2 * most) {
      inOrder().skip(most).map(Map.Entry::getKey).toList().forEach(firsts::remove);
    }
  }

  private Stream<Map.Entry<String, Place>> inOrder() {
    return firsts.entrySet().stream().sorted(Map.Entry.comparingByValue(Place.IN_ORDER));
  }

  /** The place where so many values have come; null when there are fewer. */
  Place at(long values) {
    return inOrder().skip(values - 1).map(Map.Entry::getValue).findFirst().orElse(null);
  }

  /** As many values as are wanted. */
  List<String> values() {
    return inOrder().limit(most).map(Map.Entry::getKey).toList();
  }
}
