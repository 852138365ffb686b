package io.trailhound.detect;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * What rare_ratio keeps of the trusted events of a week of hours that are over: a byte or two for
 * each hour, and for each organisation the hours that saw it. Hours are numbered from the first of
 * the week, which is the key in {@link HourlyBuckets#CLOSED}.
 */
public final class ClosedHours {
  /** Hours of a week. */
  static final int HOURS = 168;

  /** Milliseconds of an hour; the rule says how long one is. */
  public long size;

  /** {@link PackedCounts} of the hours. */
  public byte[] counts = PackedCounts.NONE;

  /** By organisation the hours as the bits of a {@link BitSet}. */
  public Map<String, byte[]> organizations = new HashMap<>();

  public ClosedHours() {}

  ClosedHours(long size) {
    this.size = size;
  }

  /** The first hour of the week that {@code hour} is in, milliseconds. */
  static long week(long hour, long size) {
    return Times.windowStart(hour, HOURS * size);
  }

  /** Takes in an hour, whose list of organisations has to be complete. */
  void add(int hour, TrustedHour closed) {
    counts = PackedCounts.plus(counts, HOURS, hour, closed.count);
    for (String organization : closed.organizations.values) {
      organizations.put(organization, with(organizations.get(organization), hour));
    }
  }

  /** As a {@link BitSet} would, which isn't made for a bit. */
  private static byte[] with(byte[] hours, int hour) {
    int bytes = hour / Byte.SIZE + 1;
    byte[] all =
        hours == null ? new byte[bytes] : Arrays.copyOf(hours, Math.max(bytes, hours.length));
    all[bytes - 1] |= (byte) (1 << hour % Byte.SIZE);
    return all;
  }

  /** How many events there were in the hours from {@code from} on, before {@code to}. */
  long count(long from, long to) {
    return PackedCounts.sum(counts, inside(from), inside(to));
  }

  private static int inside(long number) {
    return (int) Math.max(0, Math.min(HOURS, number));
  }

  /** Adds the organisations of the same hours to {@code seen}. */
  void addOrganizations(long from, long to, Seen seen) {
    organizations.forEach(
        (name, hours) -> {
          int next = BitSet.valueOf(hours).nextSetBit(inside(from));
          if (next >= 0 && next < to) {
            seen.add(name);
          }
        });
  }

  /** The first hour that has events; {@link #HOURS} when there is none. */
  int first() {
    return PackedCounts.first(counts, HOURS);
  }

  /**
   * Forgets the hours before {@code hour}.
   *
   * @return the first of those that are left, {@link #HOURS} when there is none
   */
  int removeBefore(long hour) {
    int end = inside(hour);
    long[] all = PackedCounts.read(counts, HOURS);
    for (int i = 0; i < end; i++) {
      all[i] = 0;
    }
    counts = PackedCounts.of(all);
    Iterator<Map.Entry<String, byte[]>> each = organizations.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, byte[]> organization = each.next();
      BitSet bits = BitSet.valueOf(organization.getValue());
      bits.clear(0, end);
      if (bits.isEmpty()) {
        each.remove();
      } else {
        organization.setValue(bits.toByteArray());
      }
    }
    int first = end;
    while (first < HOURS && all[first] == 0) {
      first++;
    }
    return first;
  }

  /** Those of one hour. */
  public Seen organizationsOf(int hour) {
    Seen seen = new Seen();
    addOrganizations(hour, hour + 1L, seen);
    return seen;
  }

  /** Passes on every hour that has events, and how many. */
  public void forEach(ObjLongConsumer<Integer> consumer) {
    long[] all = PackedCounts.read(counts, HOURS);
    for (int i = 0; i < HOURS; i++) {
      if (all[i] > 0) {
        consumer.accept(i, all[i]);
      }
    }
  }
}
