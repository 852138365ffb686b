package io.trailhound.benchmarks;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What can be measured, as {@code --only} names it. */
enum Part {
  /** One thread: bytes, parsing, the decoder, decoding with matching. */
  THREAD,
  /** The whole job: heap and RocksDB, parallelism 1 and 2. */
  JOB,
  /** The whole job with 57, 300 and 800 rules. */
  RULES,
  /** One principal with nine events of ten, against all alike. */
  SKEW,
  /** A million principals on RocksDB. */
  PRINCIPALS,
  /** The job as {@code run} draws it, plain and with all that goes beyond alerts of rules. */
  ALL_ON,
  /** Bytes of state of a principal, and of what is behind alerts. */
  STATE,
  /** Attacks on the job's speed. */
  HOSTILE,
  /** The whole job from a Kafka broker of this machine. */
  KAFKA,
  /** The same rules as a tutorial would write them, in Flink's DataStream API. */
  TUTORIAL,
  /** The same rules in Flink SQL. */
  SQL,
  /** The same rules as queries of DuckDB over the file, in batch. */
  DUCKDB;

  /** Measured when nobody says what. */
  static final Set<Part> USUAL = EnumSet.range(THREAD, HOSTILE);

  /** A word of {@code --only} in, what it names out. */
  static final class Word implements ITypeConverter<Part> {
    @Override
    public Part convert(String word) {
      return Stream.of(values())
          .filter(part -> part.toString().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' can't be measured. Right would be: one of %s.".formatted(word, all())));
    }
  }

  private static String all() {
    return Stream.of(values()).map(Part::toString).collect(Collectors.joining(", "));
  }

  /** As it's typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
