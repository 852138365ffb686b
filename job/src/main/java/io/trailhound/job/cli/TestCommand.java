package io.trailhound.job.cli;

import io.trailhound.rules.sigma.Explainer;
import io.trailhound.rules.sigma.RuleReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code rules test [DIR]}: whether every rule's examples hold. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Runs every rule's examples through the job and compares the final alerts.")
final class TestCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules;

  @Mixin private RulesFolder folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (the default), or junit: XML for build servers.")
  private String format;

  @Override
  public Integer call() throws Exception {
    RulesCommand.requireOneOf("--format", format, "text", "junit");
    Path testdata = Home.testdata();
    rules.skipsForeign(); // a mistake is told before anything starts
    try (LocalCluster cluster = ExampleRun.cluster()) {
      RuleReading reading = rules.read(folder.path());
      Path examples =
          folder.path() == null ? testdata.resolve("rules") : folder.path().resolve("examples");
      Path networks = testdata.resolve("asn/trailhound-demo.mmdb");
      RuleExamples all = new RuleExamples(reading.bookOrFindings(), examples, networks);
      List<TestResult> results = results(reading, all, cluster);
      TestReport report = new TestReport(results);
      if (format.equals("junit")) {
        rules.out().println(report.junit());
      } else {
        report.text(rules.out(), rules.style());
      }
      return report.broken() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private List<TestResult> results(RuleReading reading, RuleExamples all, LocalCluster cluster)
      throws Exception {
    List<String> alerting = List.copyOf(Levels.of(all.rules()).keySet());
    List<String> tried = alerting.stream().filter(all::exist).toList();
    Map<String, ExampleRun.Outcome> outcomes = new ExampleRun(all, cluster).of(tried);
    List<TestResult> results = new ArrayList<>();
    WhySilent why = null;
    for (String rule : alerting) {
      ExampleRun.Outcome outcome = outcomes.get(rule);
      if (outcome == null) {
        results.add(new TestResult(rule, false, List.of(), List.of(), List.of()));
        continue;
      }
      List<String> differences = all.differences(rule, outcome.alerts());
      boolean silent = !differences.isEmpty() && outcome.alerts().isEmpty();
      if (silent && why == null) {
        why = new WhySilent(all, new Explainer(reading));
      }
      List<String> reasons = silent ? why.of(rule) : List.of();
      results.add(new TestResult(rule, true, differences, reasons, outcome.notices()));
    }
    results.forEach(it -> it.notices().forEach(line -> rules.tell(line)));
    for (Path stray : all.strays(alerting)) {
      rules.tell(stray + " has examples of no rule that alerts here, and wasn't tried");
    }
    return results;
  }
}
