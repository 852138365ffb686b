package io.trailhound.job.cli;

import io.trailhound.job.config.ConfigException;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleInfo.Threat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code rules coverage [DIR]}: which of ATT&CK's techniques the rules look for. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description = "Shows which tactics and techniques of ATT&CK the rules look for.")
final class CoverageCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules;

  @Mixin private RulesFolder folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (the default), or navigator: a layer of the ATT&CK Navigator (4.5).")
  private String format;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to instead of the terminal.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    RulesCommand.requireOneOf("--format", format, "table", "navigator");
    RuleBook book = rules.load(folder.path());
    Map<String, Covered> covered = covered(book);
    if (format.equals("navigator")) {
      write(NavigatorLayer.of(covered).toPrettyString());
    } else {
      table(covered);
    }
    return ExitCode.OK;
  }

  /**
   * A tactic or technique.
   *
   * @param rules names of those that look for it
   */
  record Covered(Threat threat, List<String> rules) {}

  /** By id, tactics first. */
  private static Map<String, Covered> covered(RuleBook book) {
    Map<String, Covered> covered = new TreeMap<>();
    for (Rule rule : book.rules()) {
      if (book.alerts(rule.name())) {
        for (Threat threat : rule.info().threats()) {
          covered
              .computeIfAbsent(threat.id(), id -> new Covered(threat, new ArrayList<>()))
              .rules()
              .add(rule.name());
        }
      }
    }
    return covered;
  }

  private void table(Map<String, Covered> covered) throws IOException {
    if (file != null) {
      throw new ConfigException(
          "--out goes with --format navigator. Right would be: without --out, or > FILE.");
    }
    TextTable table = new TextTable("id", "kind", "name", "rules");
    for (Covered each : covered.values()) {
      Threat threat = each.threat();
      String name = threat.name() == null ? "" : threat.name();
      table.row(threat.id(), threat.kind(), name, String.join(", ", each.rules()));
    }
    table.print(rules.out(), rules.style());
  }

  private void write(String text) throws IOException {
    if (file == null) {
      rules.out().println(text);
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent) || Files.isDirectory(file)) {
      throw new ConfigException(
          "--out '%s' can't be written. Right would be: a file in a folder that is there."
              .formatted(file));
    }
    Files.writeString(file, text + "\n");
  }
}
