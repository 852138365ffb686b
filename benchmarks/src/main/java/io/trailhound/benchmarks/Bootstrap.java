package io.trailhound.benchmarks;

import io.trailhound.benchmarks.workload.Spread;
import io.trailhound.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The launcher in; out how fast {@code state bootstrap} reads an archive of eight days, beside
 * {@code run} over the same: by turns, best of several rounds. Both with the heap that {@code
 * TRAILHOUND_JAVA_OPTS} gives them.
 *
 * <p>Arguments: the launcher, records (default 200000), principals (default 5000), rounds (default
 * 3).
 */
public final class Bootstrap {
  private final Path home = Path.of(System.getProperty("trailhound.home", "."));
  private final String launcher;
  private final Path folder;
  private final Path archive;

  private Bootstrap(String launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder;
    this.archive = folder.resolve("archive.ndjson");
  }

  public static void main(String[] args) throws Exception {
    int records = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
    int principals = args.length > 2 ? Integer.parseInt(args[2]) : 5_000;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    Path folder = Files.createTempDirectory("trailhound-bootstrap");
    try {
      new Bootstrap(args[0], folder).run(records, principals, rounds);
    } finally {
      StartUp.delete(folder);
    }
  }

  private void run(int records, int principals, int rounds) throws Exception {
    new Workload(home, 1, records, principals, Spread.ZIPF).write(archive);
    double run = Double.MAX_VALUE;
    double bootstrap = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      run = Math.min(run, seconds("run", "--emit", "final", "--alerts", "alerts-" + round));
      bootstrap =
          Math.min(
              bootstrap,
              seconds(
                  "state",
                  "bootstrap",
                  "--until",
                  Workload.BEGIN.plus(Workload.SPAN).toString(),
                  "--out",
                  "savepoint-" + round));
    }
    report("run", records, run, run);
    report("state bootstrap", records, bootstrap, run);
  }

  private static void report(String what, int records, double seconds, double run) {
    System.out.printf(
        Locale.ROOT,
        "%-16s %6.1f s %,9.0f records/s  %.2f%n",
        what,
        seconds,
        records / seconds,
        run / seconds);
  }

  private double seconds(String... command) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--input", archive.toString(), "--asn-db"));
    arguments.add(AsnFiles.file(home));
    return StartUp.seconds(folder, launcher, arguments);
  }
}
