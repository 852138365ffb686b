package io.trailhound.job.cli;

import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.Version;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.alert.JsonLines;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trailhound demo}: the shipped rules over testdata, and the story their alerts tell. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Runs every rule over the CloudTrail in testdata and tells what they find.")
final class DemoCommand implements Callable<Integer> {
  private static final String INTRODUCTION =
      """

      A deploy key leaks, and the night takes its course. The week around it is made up (testdata/demo; the
      addresses are nobody's). Beside it lie real CloudTrail records by others (testdata/cloudtrail). This is
      what the rules say, caller by caller; times are UTC.
      """;

  private static final String ALERTS = "alerts.ndjson";
  private static final String INCIDENTS = "incidents.ndjson";
  private static final String DEAD_LETTERS = "dead-letters.ndjson";

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      JobConfig config = config(Home.testdata(), folder.path());
      RuleBook rules = TrailhoundJob.prepare(config);
      new LocalRun(config, rules, Sinks.of(config, rules), LocalCluster.withProgress(terminal))
          .run(drawn -> {}, spec.commandLine().getErr());
      int exitCode = tell(rules, AlertDocument.read(folder.path().resolve(ALERTS)));
      incidents(AlertDocument.read(folder.path().resolve(INCIDENTS)));
      leftOut(folder.path().resolve(DEAD_LETTERS));
      return exitCode;
    }
  }

  private int tell(RuleBook rules, List<AlertDocument> alerts) {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> levels = Levels.of(rules);
    RuleSummary summary = new RuleSummary(levels, terminal.outStyle());
    out.println(INTRODUCTION);
    new CallerStories(levels, terminal.outStyle(), terminal.columns())
        .print(AlertDocument.finals(alerts), out);
    summary.print(alerts, out);
    return summary.silent(alerts).isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Alerts that one document would tell together. */
  private void incidents(List<AlertDocument> incidents) {
    PrintWriter out = spec.commandLine().getOut();
    List<AlertDocument> finals = AlertDocument.finals(incidents);
    finals.stream()
        .filter(incident -> incident.json().at("/trailhound/incident/number").asInt() > 1)
        .map(incident -> "Incident: " + TerminalText.escape(incident.message()))
        .flatMap(text -> TerminalText.wrap(text, terminal.columns()).stream())
        .forEach(out::println);
  }

  private void leftOut(Path deadLetters) throws IOException {
    Map<String, Long> reasons =
        JsonLines.read(deadLetters).stream()
            .map(letter -> letter.path("reason").asText())
            .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
    String counts =
        reasons.entrySet().stream()
            .map(reason -> reason.getValue() + " " + reason.getKey())
            .collect(Collectors.joining(", "));
    spec.commandLine().getOut().println("Dead letters among the real records: " + counts + ".");
  }

  private static JobConfig config(Path testdata, Path out) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--asn-db=" + testdata.resolve("asn/trailhound-demo.mmdb"),
                "--alerts=" + out.resolve(ALERTS),
                "--incidents=" + out.resolve(INCIDENTS),
                "--dead-letters=" + out.resolve(DEAD_LETTERS),
                "--late=" + out.resolve("late.ndjson"),
                "--suppress=all",
                "--input=" + testdata.resolve("demo/AWSLogs")));
    real(testdata.resolve("cloudtrail")).forEach(file -> arguments.add("--input=" + file));
    return JobConfig.of(Arguments.only(arguments.toArray(String[]::new)));
  }

  /** One by one: the folder's own path may have what a glob reads as its signs. */
  private static List<Path> real(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
  }
}
