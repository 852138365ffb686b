package io.trailhound.job.source.listing;

import io.trailhound.job.config.OutputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Folders in; out what they hold, and what they will hold when files have been written that are not
 * there yet.
 */
final class ListerAhead extends Lister {
  private final Set<Path> toCome;

  /**
   * @param toCome where no link leads elsewhere; their folders may be to come, too
   */
  ListerAhead(Set<Path> toCome) {
    super(false);
    this.toCome = toCome;
  }

  @Override
  public List<Listed> children(InputPath folder) throws IOException {
    Path place = place(folder);
    if (place == null) {
      return super.children(folder);
    }
    List<Listed> children =
        new ArrayList<>(Files.isDirectory(place) ? super.children(folder) : List.of());
    Set<String> names = children.stream().map(Listed::name).collect(Collectors.toSet());
    for (Path file : toCome) {
      int depth = place.getNameCount();
      if (file.startsWith(place) && file.getNameCount() > depth) {
        InputPath child = folder.child(file.getName(depth).toString());
        if (names.add(child.name())) {
          children.add(new Listed(child, file.getNameCount() > depth + 1, 0, 0, null));
        }
      }
    }
    return children;
  }

  @Override
  String realPath(InputPath path) {
    Path place = place(path);
    return place == null || Files.exists(place) ? super.realPath(path) : place.toString();
  }

  /** Null where nothing is to come. */
  private static Path place(InputPath path) {
    if (!path.isLocal()) {
      return null;
    }
    try {
      return OutputFiles.place(path.local());
    } catch (IOException | InvalidPathException unreadable) {
      return null;
    }
  }
}
