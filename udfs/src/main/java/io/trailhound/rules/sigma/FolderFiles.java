package io.trailhound.rules.sigma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in, the rule and list files in it out: {@code .yml} and {@code .yaml} files wherever
 * they lie, {@code .txt} files in its {@code lists} folder. Names that begin with a dot are left
 * out: editors and Kubernetes keep copies under such names. Links that lead nowhere are in it.
 */
final class FolderFiles {
  private FolderFiles() {}

  /** In the order of their names. */
  static List<Path> of(Path folder) throws IOException {
    // A link to a folder isn't walked through; the files keep the name that was given.
    Path real = folder.toRealPath();
    try (Stream<Path> paths = Files.walk(real)) {
      return paths
          .map(file -> folder.resolve(real.relativize(file)))
          .filter(file -> isOurs(folder, file))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause(); // a folder within
    }
  }

  static Path lists(Path folder) {
    return folder.resolve("lists");
  }

  static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }

  private static boolean isOurs(Path folder, Path file) {
    boolean list = file.startsWith(lists(folder)) && file.getFileName().toString().endsWith(".txt");
    return (list || isYaml(file))
        && isVisible(folder, file)
        && (Files.isRegularFile(file) || leadsNowhere(file));
  }

  private static boolean leadsNowhere(Path file) {
    return Files.isSymbolicLink(file) && !Files.exists(file);
  }

  private static boolean isVisible(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }
}
