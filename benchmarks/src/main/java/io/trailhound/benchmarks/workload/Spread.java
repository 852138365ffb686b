package io.trailhound.benchmarks.workload;

import java.util.random.RandomGenerator;

/** How events are spread over principals: numbers from 0, the busiest first. */
public enum Spread {
  /** The k-th principal has 1/k of the first one's events: as real trails are, about. */
  ZIPF {
    @Override
    long draw(long principals, RandomGenerator random) {
      return (long) Math.exp(random.nextDouble() * Math.log(principals + 1.0)) - 1;
    }
  },

  /** Each has as many. */
  UNIFORM {
    @Override
    long draw(long principals, RandomGenerator random) {
      return random.nextLong(principals);
    }
  },

  /** The first has nine of ten, all others have as many as each other. */
  ONE {
    @Override
    long draw(long principals, RandomGenerator random) {
      return random.nextInt(10) < 9 ? 0 : random.nextLong(principals);
    }
  };

  /** A principal by chance. */
  abstract long draw(long principals, RandomGenerator random);
}
