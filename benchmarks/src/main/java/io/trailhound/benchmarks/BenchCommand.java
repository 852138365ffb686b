package io.trailhound.benchmarks;

import io.trailhound.benchmarks.measure.BarChart;
import io.trailhound.benchmarks.measure.Figure;
import io.trailhound.benchmarks.measure.Machine;
import io.trailhound.benchmarks.measure.Results;
import io.trailhound.benchmarks.measure.Row;
import io.trailhound.benchmarks.measure.Table;
import io.trailhound.benchmarks.measure.Turns;
import io.trailhound.benchmarks.measure.Way;
import io.trailhound.benchmarks.workload.Spread;
import io.trailhound.benchmarks.workload.Workload;
import io.trailhound.job.Version;
import io.trailhound.job.config.ConfigException;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options in, one table of ratios out, and the files that were asked for. */
@Command(
    name = "trailhound bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Measures how fast Trailhound is on this machine, against parsing alone: by turns in one process, medians"
            + " of several rounds. What each run finds is checked, too. Nothing else should run meanwhile.")
final class BenchCommand implements Callable<Integer> {
  /** In eight days: rare_ratio has work for each hour in which somebody calls. */
  private static final long EACH_CALLS = 200;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "500000",
      description = "Records of each trail, at least 2000. Default: ${DEFAULT-VALUE}")
  private long events;

  @Option(
      names = "--principals",
      paramLabel = "N",
      description =
          "Who makes the calls. Default: one for 200 records, so that a shorter trail is no thinner.")
  private Long principals;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "That count, behind those that warm up. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Rounds before those that count. Behind one the compiler still takes a fifth of a job's processor time, behind three a tenth. Default: ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the made-up trails. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--only",
      paramLabel = "WHAT",
      split = ",",
      converter = Part.Word.class,
      description =
          "Some of: ${COMPLETION-CANDIDATES}. Default: thread to hostile; the others take a broker, or long.")
  private Set<Part> only = EnumSet.noneOf(Part.class);

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all of it as JSON.")
  private Path json;

  @Option(names = "--chart", paramLabel = "FILE", description = "Writes a bar chart, as SVG.")
  private Path chart;

  @Option(
      names = "--profile",
      paramLabel = "FOLDER",
      arity = "0..1",
      fallbackValue = ".",
      description =
          "Records the whole job once more on each backend: JFR's file and a flame graph. Default folder: the current one.")
  private Path profile;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    check();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Set<Part> parts = only.isEmpty() ? Part.USUAL : EnumSet.copyOf(only);
    RuleBook rules = RuleLoader.load(null, List.of());
    try (Inputs inputs = new Inputs(home(), seed, events);
        Jobs jobs = new Jobs(inputs, rules)) {
      Workload usual =
          inputs.workload(principals == null ? events / EACH_CALLS : principals, Spread.ZIPF);
      List<Way> ways = Ways.of(parts, inputs, jobs, rules, usual);
      List<Row> rows = new Turns(ways, Ways.PARSE).run(warmUp, rounds, err::println);
      List<Figure> figures = Figures.of(parts, jobs, rounds, err::println);
      tell(results(inputs, usual, rows, figures), out);
      if (profile != null) {
        Profiles.of(ways, profile, err::println);
      }
    }
    return ExitCode.OK;
  }

  private void check() {
    if (events < Workload.FEWEST) {
      throw tooFew("--events", events, Workload.FEWEST);
    }
    if (principals != null && principals < 1) {
      throw tooFew("--principals", principals, 1);
    }
    if (warmUp < 0) {
      throw tooFew("--warm-up", warmUp, 0);
    }
    if (rounds < 1) {
      throw tooFew("--rounds", rounds, 1);
    }
    Stream.of(json, chart)
        .filter(file -> file != null && !Files.isDirectory(file.toAbsolutePath().getParent()))
        .forEach(BenchCommand::noFolder);
    if (profile != null && !Files.isDirectory(profile)) {
      noFolder(profile.resolve("bench.svg"));
    }
  }

  private static ConfigException tooFew(String option, long given, long least) {
    return new ConfigException(
        "%s is %s. Right would be: %s or more.".formatted(option, given, least));
  }

  /** Told before an hour of measuring, not behind it. */
  private static void noFolder(Path file) {
    throw new ConfigException(
        "'%s' is in no folder that is there. Right would be: a file in one.".formatted(file));
  }

  private static Path home() {
    return Path.of(System.getProperty("trailhound.home", ".")).toAbsolutePath();
  }

  private Results results(Inputs inputs, Workload usual, List<Row> rows, List<Figure> figures)
      throws IOException {
    return new Results(
        LocalDate.now(ZoneOffset.UTC).toString(),
        "./trailhound bench "
            + String.join(" ", spec.commandLine().getParseResult().originalArgs()),
        Machine.here(home()),
        events,
        (double) Files.size(inputs.file(usual)) / events,
        rounds,
        rows,
        figures);
  }

  private void tell(Results results, PrintWriter out) throws IOException {
    Table.print(results, out);
    out.flush();
    if (json != null) {
      results.write(json);
    }
    if (chart != null) {
      Files.writeString(chart, BarChart.of(results));
    }
  }
}
