package io.trailhound.job.cli;

import io.trailhound.job.Version;
import io.trailhound.job.config.ConfigException;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleFiles;
import io.trailhound.rules.RuleReading;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code trailhound rules}: what is done with rules where none runs. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      CheckCommand.class,
      ExplainCommand.class,
      CoverageCommand.class
    },
    description = "What is loaded; is it valid; do its examples hold.")
final class RulesCommand {
  static final String DIR =
      "A folder with rule files. Without it, the rules that ship. The lists that ship are there for both.";

  private static final String FOREIGN = "--rules-foreign";

  private final Terminal terminal;

  @Option(
      names = FOREIGN,
      paramLabel = "WHAT",
      defaultValue = "refuse",
      scope = ScopeType.INHERIT,
      description =
          "Rules that aren't for CloudTrail: refuse (the default), or skip: leave them out.")
  private String foreign;

  @Spec private CommandSpec spec;

  RulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Runs every rule's examples through the job and compares the final alerts.")
  int test(@Parameters(paramLabel = "DIR", arity = "0..1", description = DIR) Path folder)
      throws Exception {
    Path testdata = Home.testdata();
    try (LocalCluster cluster = ExampleRun.cluster()) {
      RuleBook book = load(folder);
      Path examples = folder == null ? testdata.resolve("rules") : folder.resolve("examples");
      return test(
          new RuleExamples(book, examples, testdata.resolve("asn/trailhound-demo.mmdb")), cluster);
    }
  }

  /** Whether rules that aren't for CloudTrail are left out. */
  boolean skipsForeign() {
    if (!List.of("refuse", "skip").contains(foreign)) {
      throw new ConfigException(
          FOREIGN + " is '" + foreign + "'. Right would be: one of refuse, skip.");
    }
    return foreign.equals("skip");
  }

  /** Loads the rules; tells of those that are left out. */
  RuleBook load(Path folder) {
    return read(folder).bookOrFindings();
  }

  /** The same with what was read. */
  RuleReading read(Path folder) {
    RuleReading reading = RuleReading.of(RuleFiles.of(folder, List.of()), skipsForeign());
    if (reading.book().isPresent()) {
      reading.notes().forEach(note -> err().println(TerminalText.escape("note: " + note)));
    }
    return reading;
  }

  private int test(RuleExamples all, LocalCluster cluster) throws Exception {
    List<String> alerting = List.copyOf(Levels.of(all.rules()).keySet());
    List<String> tried = alerting.stream().filter(all::exist).toList();
    Map<String, ExampleRun.Outcome> outcomes = new ExampleRun(all, cluster).of(tried);
    int broken = 0;
    for (String rule : alerting) {
      ExampleRun.Outcome outcome = outcomes.get(rule);
      if (outcome != null) {
        outcome.notices().forEach(line -> err().println(TerminalText.escape(line)));
      }
      List<String> differences =
          outcome == null ? List.of() : all.differences(rule, outcome.alerts());
      report(rule, outcome != null, differences);
      broken += differences.isEmpty() ? 0 : 1;
    }
    out().println();
    out()
        .println(broken == 0 ? "All examples hold." : "The examples of " + broken + " don't hold.");
    return broken == 0 ? Main.DONE : Main.FAILED;
  }

  private void report(String rule, boolean hasExamples, List<String> differences) {
    Style style = terminal.outStyle();
    if (!hasExamples) {
      out().println("- " + rule + style.dim("  has no examples"));
      return;
    }
    out().println((differences.isEmpty() ? style.good("✓ ") : style.bad("✗ ")) + rule);
    differences.forEach(line -> out().println("    " + TerminalText.escape(line)));
  }

  Style style() {
    return terminal.outStyle();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
