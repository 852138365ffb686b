package io.trailhound.benchmarks;

import io.trailhound.benchmarks.measure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Parts in, what is counted for them rather than timed out. */
final class Figures {
  private Figures() {}

  /**
   * @param jobs which have been run
   */
  static List<Figure> of(Set<Part> parts, Jobs jobs, int rounds, Consumer<String> progress)
      throws Exception {
    List<Figure> figures = new ArrayList<>();
    double bytes = jobs.shuffledPerEvent();
    if (bytes > 0) {
      figures.add(new Figure("shuffled", "bytes across the shuffle, an event", bytes, 60));
    }
    jobs.wrong()
        .forEach(
            (name, attacks) ->
                figures.add(
                    new Figure(
                        "wrong-" + name,
                        "planted attacks that " + name + " doesn't find, or more than once",
                        (double) attacks,
                        0)));
    if (parts.contains(Part.STATE)) {
      progress.accept("state");
      figures.addAll(StateBytes.figures());
      figures.addAll(AlertStateBytes.figures());
    }
    if (parts.contains(Part.HOSTILE)) {
      figures.addAll(Hostile.figures(rounds, progress));
    }
    return figures;
  }
}
