package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.OperatingSystemMXBean;
import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.Version;
import io.trailhound.job.backtest.Backtest;
import io.trailhound.job.backtest.Outcomes;
import io.trailhound.job.backtest.ReportPage;
import io.trailhound.job.backtest.ThresholdSweep;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.Keys;
import io.trailhound.job.config.OutputFiles;
import io.trailhound.job.config.Settings;
import io.trailhound.job.source.listing.ListedOutputs;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code trailhound backtest}: an archive and rules in, a page about what they would have said out.
 */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Runs rules over archived CloudTrail and writes what they would have said into one page of HTML, with a",
      "file of the same as JSON beside it."
    })
final class BacktestCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      defaultValue = "backtest.html",
      description = "The page. The JSON lies beside it, FILE.json. Default: ${DEFAULT-VALUE}")
  private Path report;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description =
          "Other rules, or the same with other lists: runs them, too, and says which alerts differ.")
  private String against;

  BacktestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Settings given = Arguments.settings(spec.commandLine().getParseResult());
    FilesConfig.requireInput(given);
    Configuration flink = LocalCluster.withProgress(terminal);
    FileSystem.initialize(flink, PluginUtils.createPluginManagerFromRootFolder(flink));
    requirePlace();
    OutputFiles.refuseRead("report", report.toString(), given);
    OutputFiles.refuseRead("report", json().toString(), given);
    Backtest backtest;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      backtest = run(given, folder.path(), flink);
    }
    Files.writeString(report, ReportPage.of(backtest), UTF_8);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(json().toFile(), backtest);
    err().println("Written: " + report + " and " + json());
    return ExitCode.OK;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private Path json() {
    return report.resolveSibling(report.getFileName() + ".json");
  }

  /** Hours of work end in a file that can be written. */
  private void requirePlace() {
    Path folder = report.toAbsolutePath().getParent();
    if (Files.isDirectory(report) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new ConfigException(
          "report: '%s' cannot be written. Right would be: a file in a folder that is there."
              .formatted(report));
    }
  }

  private Backtest run(Settings given, Path folder, Configuration flink) throws Exception {
    // Both are looked at before the first of two long runs.
    Side here = Side.of(given, folder.resolve("here"));
    for (Path written : List.of(report, json())) {
      ListedOutputs.refuse(here.config().files(), "input", Map.of("report", written.toString()));
    }
    Side there = against == null ? null : Side.of(otherRules(given), folder.resolve("there"));
    ThresholdSweep sweep = ThresholdSweep.over(here.rules());
    Backtest.Run took = here.run(sweep.book(), flink, err());
    Outcomes outcomes = here.outcomes();
    Backtest.Difference difference = null;
    if (there != null) {
      there.run(there.rules(), flink, err());
      difference = outcomes.difference(there.outcomes(), against);
    }
    return new Backtest(
        Version.text(),
        here.config().files().input(),
        folders(here.config()),
        took,
        outcomes.days(),
        outcomes.rules(sweep.steps()),
        outcomes.principals(),
        outcomes.networks(),
        difference,
        Outcomes.reasons(here.deadLetters()),
        Outcomes.reasons(here.late()));
  }

  private Settings otherRules(Settings given) {
    Settings others = new Settings();
    others.addMissingFrom(given);
    others.put(Keys.RULES.name(), List.of(against), "--against");
    others.put(Keys.RULES_ADD.name(), List.of(), "--against");
    return others;
  }

  private static List<String> folders(JobConfig config) {
    return Stream.concat(
            Stream.of(config.rules().orElse("the rules that ship")), config.rulesAdd().stream())
        .toList();
  }

  /** One set of rules, and the files that a run with them writes. */
  private record Side(JobConfig config, RuleBook rules, Path folder) {

    static Side of(Settings given, Path folder) throws IOException {
      Files.createDirectory(folder);
      Settings settings = new Settings();
      Side files = new Side(null, null, folder);
      settings.put(Keys.ALERTS.name(), List.of(files.alerts().toString()), "backtest");
      settings.put(Keys.DEAD_LETTERS.name(), List.of(files.deadLetters().toString()), "backtest");
      settings.put(Keys.LATE.name(), List.of(files.late().toString()), "backtest");
      settings.put(Keys.EMIT.name(), List.of("final"), "backtest");
      settings.addMissingFrom(given);
      JobConfig config = JobConfig.of(settings);
      return new Side(config, TrailhoundJob.prepare(config), folder);
    }

    Path alerts() {
      return folder.resolve("alerts.ndjson");
    }

    Path deadLetters() {
      return folder.resolve("dead-letters.ndjson");
    }

    Path late() {
      return folder.resolve("late.ndjson");
    }

    /**
     * @param book these rules, or more
     */
    Backtest.Run run(RuleBook book, Configuration flink, PrintWriter err) throws Exception {
      long cpu = processorTime();
      long began = System.nanoTime();
      new LocalRun(config, book, Sinks.of(config, book), flink).run(drawn -> {}, err);
      return new Backtest.Run(
          ProgressFactory.records(),
          (System.nanoTime() - began) / NANOS,
          (processorTime() - cpu) / NANOS);
    }

    Outcomes outcomes() throws IOException {
      return Outcomes.of(rules, alerts());
    }

    private static long processorTime() {
      return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }
  }
}
