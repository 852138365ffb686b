package io.trailhound.detect;

import io.trailhound.model.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Distinct values, sorted, at most {@link #LIMIT}: the smallest ones, so that what is kept depends
 * on the values alone and not on the order they came in.
 */
public final class Seen {
  /** docs/contract.md section 2.3: each list of an alert is capped at 100. */
  public static final int LIMIT = 100;

  public List<String> values = new ArrayList<>(1);

  /** Whether something was left out. */
  public boolean truncated;

  public Seen() {}

  /** Adds {@code value} unless it's null or known. */
  public void add(String value) {
    if (value == null) {
      return;
    }
    int at = Collections.binarySearch(values, value);
    if (at >= 0) {
      return;
    }
    values.add(-at - 1, value);
    if (values.size() > LIMIT) {
      values.remove(LIMIT);
      truncated = true;
    }
  }

  /** Adds what {@link Values} joined. */
  void addValues(String joined) {
    if (Values.isList(joined)) {
      Values.split(joined).forEach(this::add);
    } else {
      add(joined);
    }
  }

  void addAll(Seen other) {
    other.values.forEach(this::add);
    truncated |= other.truncated;
  }
}
