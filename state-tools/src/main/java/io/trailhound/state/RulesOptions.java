package io.trailhound.state;

import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The rules of the job, for commands that have to know what its state is about. */
final class RulesOptions {
  @Option(
      names = "--rules",
      paramLabel = "FOLDER",
      description = "The rules, instead of those that come with Trailhound.")
  private Path rules;

  @Option(
      names = "--rules-add",
      paramLabel = "FOLDER",
      description = "Rules in addition to those; once for each folder.")
  private List<Path> rulesAdd = List.of();

  RuleBook load() {
    return RuleLoader.load(rules, rulesAdd, true);
  }
}
