package io.trailhound.benchmarks.workload;

/** What calls: the kind of identity, which decides on the names in a record. */
enum Caller {
  ROLE(0.70),
  USER(0.28),
  /** Services, the root user, federated users and whoever has no ARN. */
  OTHER(0.02);

  /** Of all events, about. */
  final double share;

  Caller(double share) {
    this.share = share;
  }

  /**
   * @param type {@code userIdentity.type}; may be null
   * @param named whether there's an ARN
   */
  static Caller of(String type, boolean named) {
    if (named && "AssumedRole".equals(type)) {
      return ROLE;
    }
    return named && "IAMUser".equals(type) ? USER : OTHER;
  }

  /** Of a principal always the same. */
  static Caller of(long principal) {
    if (principal % 50 == 49) {
      return OTHER;
    }
    long digit = principal % 10;
    return digit == 3 || digit == 6 || digit == 9 ? USER : ROLE;
  }
}
