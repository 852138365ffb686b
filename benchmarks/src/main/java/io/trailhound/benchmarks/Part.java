package io.trailhound.benchmarks;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be measured, as {@code --only} names it. */
enum Part {
  THREAD("one thread: bytes, parsing, the decoder, decoding with matching"),
  JOB("the whole job: heap and RocksDB, parallelism 1 and 2"),
  RULES("the whole job with 57, 300 and 800 rules"),
  SKEW("one principal with nine events of ten, against all alike"),
  PRINCIPALS("a million principals on RocksDB"),
  STATE("bytes of state of a principal"),
  HOSTILE("attacks on the job's speed"),
  KAFKA("the whole job from a Kafka broker of this machine"),
  TUTORIAL("the same rules as a tutorial would write them, in Flink's DataStream API"),
  SQL("the same rules in Flink SQL");

  /** Measured when nobody says what. */
  static final Set<Part> USUAL = EnumSet.range(THREAD, HOSTILE);

  private final String meaning;

  Part(String meaning) {
    this.meaning = meaning;
  }

  String meaning() {
    return meaning;
  }

  /** As it's typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
