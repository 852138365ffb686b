package io.trailhound.benchmarks;

import io.trailhound.benchmarks.measure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What those who write events can do to the job's speed: each attack against the same work without
 * it, in one process, interleaved, best of several rounds. The ratio is what counts: near 1, an
 * attacker gets no more work out of the job than anybody who sends as many bytes.
 *
 * <p>Arguments: rounds (default 5), and a part of the names of those to run (default: all). Another
 * attack is another line in {@link #ATTACKS}.
 */
public final class Hostile {
  private static final long AT_LEAST_NANOS = 200_000_000;

  private static final List<Attack> ATTACKS =
      List.of(
          MatchingAttacks.agentOfSlashes(8 << 10),
          MatchingAttacks.agentOfSlashes(256 << 10),
          MatchingAttacks.agentThatGrows(256 << 10),
          MatchingAttacks.expression("(.*a){12}$", 5_600),
          MatchingAttacks.expression("^(a|b)*c$", 200_000),
          MatchingAttacks.longList("contains"),
          MatchingAttacks.longList("startswith"),
          MatchingAttacks.longList("endswith"),
          MatchingAttacks.manyNetworks(),
          MatchingAttacks.twoLists(5_000),
          DetectorAttacks.slidingCount(4, 5),
          DetectorAttacks.slidingCount(1_000, 5),
          DetectorAttacks.tumblingCount(990, 1_000),
          DetectorAttacks.eventCount(2_000),
          DetectorAttacks.undoable(2_000),
          DetectorAttacks.backwards(2_000),
          DetectorAttacks.newTerms(),
          SequenceAttacks.repeats(240),
          SequenceAttacks.byTurns(600));

  private Hostile() {}

  /**
   * @param name what the attacker does, and against what
   * @param with one piece of work with the attack
   * @param without the same without it
   */
  record Attack(String name, Runnable with, Runnable without) {}

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    String part = args.length > 1 ? args[1] : "";
    System.out.printf("%-75s %14s %14s %8s%n", "attack", "with", "without", "ratio");
    for (Attack attack : ATTACKS) {
      if (attack.name().contains(part)) {
        Cost cost = measure(attack, rounds);
        System.out.printf(
            Locale.ROOT,
            "%-75s %,11.1f us %,11.1f us %8.1f%n",
            attack.name(),
            cost.with(),
            cost.without(),
            cost.ratio());
      }
    }
  }

  /** The ratios of all. */
  static List<Figure> figures(int rounds, Consumer<String> progress) {
    List<Figure> figures = new ArrayList<>();
    for (Attack attack : ATTACKS) {
      progress.accept("hostile: " + attack.name());
      figures.add(
          new Figure("hostile", "hostile: " + attack.name(), measure(attack, rounds).ratio(), 0));
    }
    return figures;
  }

  /** Microseconds of one piece of work, the best of several rounds. */
  private record Cost(double with, double without) {
    double ratio() {
      return with / without;
    }
  }

  private static Cost measure(Attack attack, int rounds) {
    double with = Double.MAX_VALUE;
    double without = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      with = Math.min(with, micros(attack.with()));
      without = Math.min(without, micros(attack.without()));
    }
    return new Cost(with, without);
  }

  /** Microseconds of one run, of as many as fill the time. */
  private static double micros(Runnable work) {
    long start = System.nanoTime();
    long runs = 0;
    long passed = 0;
    while (passed < AT_LEAST_NANOS) {
      work.run();
      runs++;
      passed = System.nanoTime() - start;
    }
    return passed / 1e3 / runs;
  }
}
