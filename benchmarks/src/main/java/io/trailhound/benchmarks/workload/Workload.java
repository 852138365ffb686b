package io.trailhound.benchmarks.workload;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What a trail is to be like in; the trail out, made while it's read: eight days of records in the
 * order of their delivery. The same settings give the same bytes.
 *
 * @param home the repository, which has the real records
 * @param seed of chance
 * @param events how many records, with what is delivered twice and the planted attacks: at least
 *     {@link #FEWEST}
 * @param principals how many there are to draw from; the planted attackers come on top
 */
public record Workload(Path home, long seed, long events, long principals, Spread spread) {
  /** So many hold one attack of each kind. */
  public static final long FEWEST = 2_000;

  /** Days that it spans, from {@link #BEGIN}. */
  public static final Duration SPAN = Duration.ofDays(8);

  public static final Instant BEGIN = Instant.parse("2026-09-01T00:00:00Z");

  private static final long EVENTS_PER_ATTACK = 10_000;

  /**
   * @throws IllegalArgumentException when it's too little to hold what belongs into it
   */
  public Workload {
    if (events < FEWEST || principals < 1) {
      throw new IllegalArgumentException(
          "%s events of %s principals: at least %s of 1".formatted(events, principals, FEWEST));
    }
  }

  /** How many attacks are among the records: one in 10,000, and one of each kind at least. */
  public long attacks() {
    return Math.max(PlantedAttack.values().length, events / EVENTS_PER_ATTACK);
  }

  /** How many attackers of each kind there are, each of which is one final alert of its rule. */
  public Map<PlantedAttack, Long> planted() {
    Map<PlantedAttack, Long> planted = new EnumMap<>(PlantedAttack.class);
    for (long attack = 0; attack < attacks(); attack++) {
      planted.merge(attack(attack), 1L, Long::sum);
    }
    return planted;
  }

  static PlantedAttack attack(long number) {
    PlantedAttack[] kinds = PlantedAttack.values();
    return kinds[(int) (number % kinds.length)];
  }

  /** Names of the operations that are called in it. */
  public Set<String> operations() throws IOException {
    return new Templates(home).operations();
  }

  /** Its records, one after the other. */
  public Trail trail() throws IOException {
    return new Trail(this);
  }

  /** The same as lines. */
  public InputStream open() throws IOException {
    return new TrailInput(trail());
  }

  /** Writes the lines into {@code file}. */
  public void write(Path file) throws IOException {
    try (InputStream in = open();
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      in.transferTo(out);
    }
  }
}
