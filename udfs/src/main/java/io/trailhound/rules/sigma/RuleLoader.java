package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleBook;
import java.nio.file.Path;
import java.util.List;

/** Rule files in, the {@link RuleBook} that a job runs with out; or all that is wrong with them. */
public final class RuleLoader {
  private RuleLoader() {}

  /**
   * Compiles {@code files}.
   *
   * @throws RuleException with everything that is wrong with them
   */
  public static RuleBook load(RuleFiles files) {
    return load(files, false);
  }

  /**
   * @param skipForeign whether rules for other logs than CloudTrail are left out, and told in
   *     {@link RuleBook#notes}, instead of refused
   */
  public static RuleBook load(RuleFiles files, boolean skipForeign) {
    return RuleReading.of(files, skipForeign).bookOrFindings();
  }

  /** The rules that ship. */
  public static RuleBook shipped() {
    return load(null, List.of());
  }

  /**
   * The rules that {@code --rules} and {@code --rules-add} ask for.
   *
   * @param instead a folder that replaces the shipped rules, or null; shipped lists stay available
   * @param added folders beside them
   * @throws RuleException with everything that is wrong with them
   */
  public static RuleBook load(Path instead, List<Path> added) {
    return load(instead, added, false);
  }

  /**
   * The same.
   *
   * @param skipForeign whether rules for other logs are left out instead of refused
   */
  public static RuleBook load(Path instead, List<Path> added, boolean skipForeign) {
    RuleFolders folders = RuleFolders.of(instead, added);
    RuleFiles files = folders.read();
    RuleBook book = load(files, skipForeign);
    return folders.folders().isEmpty()
        ? book
        : book.updatedBy(new LiveRules(folders, files, skipForeign, book));
  }
}
