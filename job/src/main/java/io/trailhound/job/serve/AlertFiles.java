package io.trailhound.job.serve;

import io.trailhound.job.config.ConfigException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Files and folders in, the files in them out, those that were written first before the others.
 * Hidden ones are parts that aren't complete yet.
 */
record AlertFiles(List<Path> places) {

  /**
   * @throws ConfigException when one can't be read
   */
  static AlertFiles of(List<String> places) {
    for (String place : places) {
      Path path = Path.of(place);
      if (!Files.isReadable(path) || !(Files.isDirectory(path) || Files.isRegularFile(path))) {
        throw new ConfigException(
            "alerts: '%s' cannot be read. Right would be: a file of alerts, or a folder of such files."
                .formatted(place));
      }
    }
    return new AlertFiles(places.stream().map(Path::of).toList());
  }

  /** One file that goes while others are looked at doesn't hide them. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        collect(place, files);
      } else {
        files.add(place);
      }
    }
    return files;
  }

  private static void collect(Path folder, List<Path> files) {
    List<Path> found = new ArrayList<>();
    try {
      // A link to a folder isn't walked through; the files keep the name that was given.
      Path real = folder.toRealPath();
      Files.walkFileTree(real, new Visitor(real, found));
      found.replaceAll(file -> folder.resolve(real.relativize(file)));
    } catch (IOException e) {
      return; // gone in the middle of it, and looked at again with the next request
    }
    found.sort(Comparator.comparing(AlertFiles::written).thenComparing(path -> path));
    files.addAll(found);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<Path> found;

    private Visitor(Path folder, List<Path> found) {
      this.folder = folder;
      this.found = found;
    }

    private boolean isHidden(Path path) {
      String name = path.getFileName().toString();
      return !path.equals(folder) && (name.startsWith(".") || name.startsWith("_"));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      return isHidden(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !isHidden(path)) {
        found.add(path);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static FileTime written(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
