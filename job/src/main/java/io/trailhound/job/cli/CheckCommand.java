package io.trailhound.job.cli;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Severity;
import io.trailhound.rules.check.RuleChecks;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code rules check [DIR]}: rule files in, everything that there is to say about them out. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Reads all rule and list files and says everything that is wrong with them.",
      "Ends with 0; with 1 where something of the fail level or worse was found."
    })
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules;

  @Mixin private RulesFolder folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (the default), json, sarif (2.1.0) or junit.")
  private String format;

  @Option(
      names = "--fail-level",
      paramLabel = "LEVEL",
      defaultValue = "warning",
      description = "What is bad enough to end with 1: error, warning (the default) or info.")
  private String failLevel;

  @Option(
      names = "--ignore",
      paramLabel = "CHECK",
      split = ",",
      description = "A check that isn't asked for; several are parted by commas.")
  private List<String> ignore = new ArrayList<>();

  @Override
  public Integer call() {
    CheckFormat written = CheckFormat.of(format);
    Severity level = level();
    Set<Check> ignored = ignored();
    // A folder without rules is wrong usage, and nothing that was found in rules: it throws.
    RuleFiles files = RuleFiles.of(folder.path(), List.of());
    RuleReading reading = RuleReading.of(files, rules.skipsForeign());
    List<Finding> findings = RuleChecks.of(reading, ignored);
    written.write(new CheckReport(findings, reading.rules().size()), rules.out());
    boolean failed = findings.stream().anyMatch(it -> it.severity().atLeast(level));
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private Severity level() {
    return Arrays.stream(Severity.values())
        .filter(it -> it.word().equals(failLevel.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> RulesCommand.wrong("--fail-level", failLevel, "error, warning, info"));
  }

  private Set<Check> ignored() {
    Set<Check> ignored = EnumSet.noneOf(Check.class);
    for (String id : ignore) {
      Check check =
          Check.of(id.strip())
              .filter(it -> it.severity() != Severity.ERROR)
              .orElseThrow(() -> RulesCommand.wrong("--ignore", id, silenceable()));
      ignored.add(check);
    }
    return ignored;
  }

  private static String silenceable() {
    return Arrays.stream(Check.values())
        .filter(check -> check.severity() != Severity.ERROR)
        .map(Check::id)
        .collect(Collectors.joining(", "));
  }
}
