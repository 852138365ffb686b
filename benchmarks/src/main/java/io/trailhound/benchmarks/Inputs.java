package io.trailhound.benchmarks;

import io.trailhound.benchmarks.workload.Spread;
import io.trailhound.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Workloads in, files of them out, each written when it's asked for; gone at the end. */
final class Inputs implements AutoCloseable {
  private final Path folder = Files.createTempDirectory("trailhound-bench");
  private final Map<Workload, Path> files = new HashMap<>();
  private final Map<String, FinalAlerts> found = new HashMap<>();
  private final Path home;
  private final long seed;
  private final long events;

  /**
   * @param home the repository
   */
  Inputs(Path home, long seed, long events) throws IOException {
    this.home = home;
    this.seed = seed;
    this.events = events;
  }

  Path home() {
    return home;
  }

  Path folder() {
    return folder;
  }

  long events() {
    return events;
  }

  Workload workload(long principals, Spread spread) {
    return new Workload(home, seed, events, principals, spread);
  }

  /** One like {@code load} with a part of its events. */
  Workload fewer(Workload load, long part) {
    return new Workload(
        home,
        seed,
        Math.max(Workload.FEWEST, load.events() / part),
        load.principals(),
        load.spread());
  }

  Path file(Workload workload) throws IOException {
    Path file = files.get(workload);
    if (file == null) {
      file = folder.resolve("trail-" + files.size() + ".ndjson");
      workload.write(file);
      files.put(workload, file);
    }
    return file;
  }

  /**
   * Requires of every run the planted attacks, and the alerts of the first run over the same.
   *
   * @param rules of which the alerts are: a name
   */
  void check(Workload workload, String rules, FinalAlerts alerts) {
    alerts.requirePlanted(workload);
    FinalAlerts first = found.putIfAbsent(workload + rules, alerts);
    if (first != null) {
      alerts.requireSame(first);
    }
  }

  @Override
  public void close() throws IOException {
    StartUp.delete(folder);
  }
}
