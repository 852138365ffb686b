package io.trailhound.job.cli;

import io.trailhound.job.Version;
import io.trailhound.job.config.ConfigException;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      TestCommand.class,
      ExplainCommand.class,
      CoverageCommand.class,
      FixCommand.class
    },
    description = "What is loaded; is it valid; do its examples hold.")
final class RulesCommand {
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

  /** Whether rules that aren't for CloudTrail are left out. */
  boolean skipsForeign() {
    requireOneOf(FOREIGN, foreign, "refuse", "skip");
    return foreign.equals("skip");
  }

  /** An option that takes one of some words. */
  static void requireOneOf(String option, String value, String... words) {
    if (!List.of(words).contains(value)) {
      throw wrong(option, value, String.join(", ", words));
    }
  }

  static ConfigException wrong(String option, String value, String right) {
    return new ConfigException(
        "%s is '%s'. Right would be: one of %s.".formatted(option, value, right));
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

  /** A line beside what was asked for. */
  void tell(String line) {
    err().println(TerminalText.escape(line));
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
