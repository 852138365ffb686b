package io.trailhound.job.source.listing;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A glob in, what matches it out, here or on any file system that Flink knows: {@code *}, {@code
 * ?}, {@code [a-c]}, <code>{a,b}</code> within a name, and {@code **} for folders at any depth.
 */
public final class Globs {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");
  private static final String ANY_DEPTH = "**";

  private static final InputPath HERE = InputPath.of("");

  private static final Comparator<Listed> SHORTEST =
      Comparator.<Listed>comparingLong(
              file -> file.path().path().chars().filter(c -> c == '/').count())
          .thenComparing(file -> file.path().text());

  private final Predicate<String> wantsFolder;
  private final Lister lister;
  private final List<Listed> found;

  /** Those of a level before those below it. */
  private final Deque<Place> toLook = new ArrayDeque<>();

  private final Set<Entered> entered = new HashSet<>();

  private Globs(Predicate<String> wantsFolder, Lister lister, List<Listed> found) {
    this.wantsFolder = wantsFolder;
    this.lister = lister;
    this.found = found;
  }

  public static boolean isGlob(String text) {
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
   * What matches, the shortest path first, so that of the ways that links make to a file this one
   * is its name; none when nothing does.
   *
   * @param wantsFolder asked with the path of every folder before it's looked into
   */
  static List<Listed> expand(String glob, Predicate<String> wantsFolder, Lister lister)
      throws IOException {
    if (!isGlob(glob)) {
      return List.of();
    }
    int firstSpecial = glob.length() - SPECIAL.split(glob, 2)[1].length() - 1;
    int rootEnd = glob.lastIndexOf('/', firstSpecial);
    InputPath root = rootEnd < 0 ? HERE : InputPath.ofUser(glob.substring(0, rootEnd + 1));
    List<Step> steps = Stream.of(glob.substring(rootEnd + 1).split("/+")).map(Step::of).toList();
    List<Listed> found = new ArrayList<>();
    new Globs(wantsFolder, lister, found).walk(root, steps);
    found.sort(SHORTEST);
    return found;
  }

  /** What stands between two slashes. */
  private record Step(String text, Predicate<String> pattern) {
    static Step of(String text) {
      return new Step(text, GlobPattern.of(text));
    }

    boolean matches(String name) {
      return (text.equals(name) || isData(name)) && pattern.test(name);
    }
  }

  /** What is to be looked into, with what is left of the glob there. */
  private record Place(InputPath folder, List<Step> steps) {}

  /** The same of a folder, whatever it's called: links may lead to it in any number of ways. */
  private record Entered(String id, int stepsLeft) {}

  private void walk(InputPath root, List<Step> steps) throws IOException {
    toLook.add(new Place(root, steps));
    while (!toLook.isEmpty()) {
      Place place = toLook.remove();
      String id = lister.realPath(place.folder());
      if (id != null && entered.add(new Entered(id, place.steps().size()))) {
        lookInto(place.folder(), place.steps());
      }
    }
  }

  private void lookInto(InputPath folder, List<Step> steps) throws IOException {
    Step step = steps.get(0);
    List<Step> rest = steps.subList(1, steps.size());
    boolean anyDepth = step.text().equals(ANY_DEPTH) && !rest.isEmpty();
    if (anyDepth) {
      toLook.add(new Place(folder, rest));
    }
    lister.children(folder).stream()
        .filter(child -> step.matches(child.name()))
        .sorted(SHORTEST)
        .forEach(child -> take(child, rest, anyDepth ? steps : rest));
  }

  private void take(Listed child, List<Step> rest, List<Step> below) {
    if (child.isFolder() && !wantsFolder.test(child.path().text())) {
      return;
    }
    if (rest.isEmpty()) {
      found.add(child);
    } else if (child.isFolder() && child.problem() != null) {
      lister.leaveOut(child.path(), child.problem());
    } else if (child.isFolder()) {
      toLook.add(new Place(child.path(), below));
    }
  }
}
