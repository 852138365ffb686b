package io.trailhound.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Ways in, a row of the table for each out. They go by turns, a round of all and then the next one,
 * and ratios are of one round: so a busy minute of the machine meets both sides of a ratio. The
 * first rounds warm up and don't count.
 */
public final class Turns {
  private final List<Way> ways;
  private final String floor;
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

  /**
   * @param floor key of the way whose processor time is one floor
   */
  public Turns(List<Way> ways, String floor) {
    this.ways = List.copyOf(ways);
    this.floor = floor;
    ways.forEach(way -> samples.put(way.key(), new ArrayList<>()));
  }

  /**
   * @param warmUp rounds before those that count
   * @param rounds that count
   * @param progress is told what begins
   */
  public List<Row> run(int warmUp, int rounds, Consumer<String> progress) throws Exception {
    for (int round = 1 - warmUp; round <= rounds; round++) {
      for (Way way : ways) {
        progress.accept(
            (round > 0 ? "round " + round + " of " + rounds : "warm-up") + ": " + way.name());
        System.gc(); // what the way before left is not this one's
        Sample sample = way.work().run();
        if (round > 0) {
          samples.get(way.key()).add(sample);
        }
      }
    }
    return ways.stream().map(this::row).toList();
  }

  private Row row(Way way) {
    List<Sample> own = samples.get(way.key());
    return new Row(
        way.key(),
        way.name(),
        way.against(),
        way.goal(),
        way.floorsGoal(),
        ratios(samples.get(way.against()), own, Sample::nanosPerEvent),
        Median.of(own, sample -> 1e9 / sample.nanosPerEvent()),
        Median.of(own, sample -> sample.processorNanosPerEvent() / 1e3),
        ratios(own, samples.get(floor), Sample::processorNanosPerEvent),
        Median.of(own, sample -> sample.collectorMillis() * 1e6 / sample.nanos()));
  }

  /** Of each round how many times {@code below} goes into {@code above}. */
  private static Median ratios(
      List<Sample> above, List<Sample> below, ToDoubleFunction<Sample> cost) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < above.size(); i++) {
      ratios.add(cost.applyAsDouble(above.get(i)) / cost.applyAsDouble(below.get(i)));
    }
    return Median.of(ratios);
  }
}
