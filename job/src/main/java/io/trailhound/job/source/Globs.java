package io.trailhound.job.source;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * A glob in, the paths that match it out, on any file system that Flink knows: {@code *}, {@code
 * ?}, {@code [a-c]}, <code>{a,b}</code> within a name, and {@code **} for folders at any depth.
 */
final class Globs {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");
  private static final String ANY_DEPTH = "**";

  private Globs() {}

  static boolean isGlob(String text) {
    return SPECIAL.matcher(text).find();
  }

  /**
   * Whether a file or folder found by looking around is input. Hidden and marker files are not, nor
   * are the digests and Insight events that CloudTrail puts beside the logs.
   */
  static boolean isData(String name) {
    return !name.startsWith(".")
        && !name.startsWith("_")
        && !name.contains("CloudTrail-Digest")
        && !name.contains("CloudTrail-Insight");
  }

  /**
   * The paths that match, sorted; none when nothing does.
   *
   * @param wantsFolder asked with the path of every folder before it's looked into
   */
  static List<Path> expand(String glob, Predicate<String> wantsFolder) throws IOException {
    if (!isGlob(glob)) {
      return List.of();
    }
    int firstSpecial = glob.length() - SPECIAL.split(glob, 2)[1].length() - 1;
    int rootEnd = glob.lastIndexOf('/', firstSpecial);
    String root = rootEnd < 0 ? "." : rootEnd == 0 ? "/" : glob.substring(0, rootEnd);
    String[] steps = glob.substring(rootEnd + 1).split("/+");
    List<Path> found = new ArrayList<>();
    descend(new Path(root), root.equals("."), Arrays.asList(steps), wantsFolder, found);
    found.sort(Comparator.comparing(Path::toString));
    return found;
  }

  private static void descend(
      Path folder,
      boolean isHere,
      List<String> steps,
      Predicate<String> wantsFolder,
      List<Path> found)
      throws IOException {
    String step = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    boolean anyDepth = step.equals(ANY_DEPTH) && !rest.isEmpty();
    if (anyDepth) {
      descend(folder, isHere, rest, wantsFolder, found);
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + step);
    for (FileStatus child : FolderWalk.children(folder)) {
      String name = child.getPath().getName();
      boolean asked = step.equals(name) || isData(name);
      if (!asked || !matcher.matches(java.nio.file.Path.of(name))) {
        continue;
      }
      Path path = isHere ? new Path(name) : new Path(folder, name);
      if (child.isDir() && !wantsFolder.test(path.toString())) {
        continue;
      }
      if (rest.isEmpty()) {
        found.add(path);
      } else if (child.isDir()) {
        descend(path, false, anyDepth ? steps : rest, wantsFolder, found);
      }
    }
  }
}
