package io.trailhound.enrich;

import io.trailhound.model.Cidr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Networks of one length of addresses with their tags in; all tags of an address out, by one binary
 * search over stretches of addresses that have the same tags. Networks may lie in each other.
 */
final class CidrTable {
  private static final String[] NONE = {};

  /** The first address of each stretch, and its tags; the last one reaches to the end. */
  private final long[] high;

  private final long[] low;
  private final String[][] tags;

  /** An address of 16 bytes; of shorter ones, {@code high} is 0. */
  private record Address(long high, long low) implements Comparable<Address> {
    static Address of(byte[] bytes) {
      return bytes.length == 4
          ? new Address(0, number(bytes, 0, 4))
          : new Address(number(bytes, 0, 8), number(bytes, 8, 8));
    }

    private static long number(byte[] bytes, int from, int length) {
      long number = 0;
      for (int i = from; i < from + length; i++) {
        number = number << 8 | (bytes[i] & 0xff);
      }
      return number;
    }

    /** With the {@code count} last bits all 0 or all 1. */
    Address lastBits(int count, boolean one) {
      long lowBits = count >= Long.SIZE ? -1 : (1L << count) - 1;
      int rest = Math.max(0, count - Long.SIZE);
      long highBits = rest >= Long.SIZE ? -1 : (1L << rest) - 1;
      return one
          ? new Address(high | highBits, low | lowBits)
          : new Address(high & ~highBits, low & ~lowBits);
    }

    Address next() {
      return new Address(low == -1 ? high + 1 : high, low + 1);
    }

    @Override
    public int compareTo(Address other) {
      int byHigh = Long.compareUnsigned(high, other.high);
      return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
  }

  private record Network(Address first, Address last, String tag) {
    static Network of(Cidr cidr, String tag) {
      int rest = cidr.network().length * 8 - cidr.bits();
      Address address = Address.of(cidr.network());
      return new Network(address.lastBits(rest, false), address.lastBits(rest, true), tag);
    }
  }

  /** A network that the ones after it may lie in, with its tags and those around it. */
  private record Open(Address last, String[] tags) {}

  /** Collects what the table will hold. */
  static final class Builder {
    private final List<Network> networks = new ArrayList<>();

    void add(Cidr network, String tag) {
      networks.add(Network.of(network, tag));
    }

    int size() {
      return networks.size();
    }

    CidrTable build() {
      return new CidrTable(new Stretches(networks));
    }
  }

  private CidrTable(Stretches stretches) {
    int count = stretches.starts.size();
    high = new long[count];
    low = new long[count];
    for (int i = 0; i < count; i++) {
      high[i] = stretches.starts.get(i).high();
      low[i] = stretches.starts.get(i).low();
    }
    tags = stretches.tags.toArray(String[][]::new);
  }

  /** All tags of {@code address} in alphabetical order; none when no network holds it. */
  String[] of(byte[] bytes) {
    Address address = Address.of(bytes);
    int from = 0;
    int to = tags.length; // the first stretch behind the address
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (new Address(high[middle], low[middle]).compareTo(address) > 0) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return to == 0 ? NONE : tags[to - 1];
  }

  /**
   * Networks cut where others begin and end. Of two networks one lies in the other or none does, so
   * those that are open at an address lie in each other.
   */
  private static final class Stretches {
    private final List<Address> starts = new ArrayList<>();
    private final List<String[]> tags = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    /** The same tags are the same object. */
    private final Map<List<String>, String[]> sets = new HashMap<>();

    Stretches(List<Network> networks) {
      List<Network> outerFirst = new ArrayList<>(networks);
      outerFirst.sort(
          Comparator.comparing(Network::first)
              .thenComparing(Network::last, Collections.reverseOrder()));
      for (Network network : outerFirst) {
        closeBefore(network.first());
        String[] all = with(network.tag());
        begin(network.first(), all);
        open.push(new Open(network.last(), all));
      }
      closeBefore(null);
    }

    /** Ends what ends before {@code address}; everything when that is null. */
    private void closeBefore(Address address) {
      while (!open.isEmpty() && (address == null || open.peek().last().compareTo(address) < 0)) {
        Address behind = open.pop().last().next();
        boolean isEnd = behind.equals(new Address(0, 0));
        if (!isEnd) {
          begin(behind, around());
        }
      }
    }

    private String[] around() {
      return open.isEmpty() ? NONE : open.peek().tags();
    }

    private String[] with(String tag) {
      TreeSet<String> all = new TreeSet<>(Arrays.asList(around()));
      all.add(tag);
      return sets.computeIfAbsent(List.copyOf(all), names -> names.toArray(String[]::new));
    }

    private void begin(Address start, String[] these) {
      int last = starts.size() - 1;
      if (last >= 0 && starts.get(last).equals(start)) {
        starts.remove(last);
        tags.remove(last);
        last--;
      }
      if (last < 0 ? these.length > 0 : tags.get(last) != these) {
        starts.add(start);
        tags.add(these);
      }
    }
  }
}
