package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the rules of a run come from.
 *
 * @param shipped what of the shipped files is used
 * @param folders those of {@code --rules} and {@code --rules-add}, in the order in which they count
 */
record RuleFolders(RuleFiles shipped, List<String> folders) implements Serializable {

  RuleFolders {
    folders = List.copyOf(folders);
  }

  /**
   * @param instead a folder in place of the shipped rules, or null; shipped lists stay available
   * @param added folders beside them
   */
  static RuleFolders of(Path instead, List<Path> added) {
    RuleFiles shipped = RuleFiles.shipped(RuleFiles.class.getClassLoader());
    Stream<Path> replacing = instead == null ? Stream.empty() : Stream.of(instead);
    return new RuleFolders(
        instead == null ? shipped : shipped.listsOnly(),
        Stream.concat(replacing, added.stream()).map(Path::toString).toList());
  }

  /**
   * All files as they are now.
   *
   * @throws RuleException when a folder can't be read or has no rule
   */
  RuleFiles read() {
    RuleFiles files = shipped;
    for (Path folder : paths()) {
      files = files.plus(RuleFiles.folder(folder));
    }
    return files;
  }

  List<Path> paths() {
    return folders.stream().map(Path::of).toList();
  }
}
