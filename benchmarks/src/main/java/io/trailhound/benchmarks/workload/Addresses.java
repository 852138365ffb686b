package io.trailhound.benchmarks.workload;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A principal's number in, the source address of one of its calls out: 11 % host names, 0.5 % a VPN
 * of the demo's ASN file, else one of its own four: of Amazon for seven of eight principals, of a
 * carrier for the others; one principal in sixteen has IPv6.
 */
final class Addresses {
  private static final int HOST_NAMES = 110;
  private static final int VPN = 5;
  private static final int OF = 1_000;

  /** Of list V, 198.18.0.0/24 and those behind it (testdata/asn/networks.csv). */
  private static final int VPNS = 19;

  private static final List<String> SERVICES =
      List.of(
          "ec2.amazonaws.com",
          "lambda.amazonaws.com",
          "cloudformation.amazonaws.com",
          "autoscaling.amazonaws.com",
          "config.amazonaws.com",
          "AWS Internal");

  private static final List<String> AMAZON =
      List.of("198.19.0.", "198.19.1.", "198.19.2.", "198.19.3.", "198.19.32.", "198.19.33.");
  private static final List<String> CARRIERS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

  private Addresses() {}

  static void write(long principal, RandomGenerator random, RecordBuffer out) {
    int chance = random.nextInt(OF);
    if (chance < HOST_NAMES) {
      out.put(pick(SERVICES, principal));
    } else if (chance < HOST_NAMES + VPN) {
      out.put("198.18.");
      decimal(random.nextInt(VPNS), out);
      out.put('.');
      decimal(random.nextInt(256), out);
    } else {
      own(principal, random.nextInt(4), out);
    }
  }

  private static void own(long principal, int which, RecordBuffer out) {
    long hash = (4 * principal + which) * 0x9E3779B97F4A7C15L;
    boolean carrier = principal % 8 == 5;
    if (principal % 16 == 7) {
      out.put("2001:db8:3::").hex((hash >>> 48) | 0x1000, 4);
    } else {
      out.put(carrier ? pick(CARRIERS, hash >>> 40) : pick(AMAZON, hash >>> 40));
      decimal((int) (hash >>> 56), out);
    }
  }

  private static String pick(List<String> from, long number) {
    return from.get((int) (number % from.size()));
  }

  /**
   * @param octet 0 to 255, without zeros before it: with them it'd be another address to some
   */
  private static void decimal(int octet, RecordBuffer out) {
    out.digits(octet, octet > 99 ? 3 : octet > 9 ? 2 : 1);
  }
}
