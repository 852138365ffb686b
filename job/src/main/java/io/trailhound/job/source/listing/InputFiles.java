package io.trailhound.job.source.listing;

import io.trailhound.job.config.FilesConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Files, folders and globs in; the files behind them out, each once. Folders are read with all they
 * hold, except what {@link Globs#isData} and {@link TrailFilter} leave out.
 */
public final class InputFiles {
  private final FilesConfig config;
  private final TrailFilter filter;

  public InputFiles(FilesConfig config) {
    this.config = config;
    this.filter = new TrailFilter(config);
  }

  /**
   * Lists what is there now, or the first files of it.
   *
   * @param most stops looking when so many are found
   * @throws InputException when one of the inputs doesn't exist or matches nothing, or when all of
   *     them together hold no file; where files may come later, only the first
   */
  public List<InputFile> find(int most) {
    try (AtOnce threads = new AtOnce("input-listing")) {
      return list(new Lister(true), threads, any -> true, most).stream()
          .map(FoundFile::file)
          .toList();
    }
  }

  /**
   * Lists what is there now in folders that are {@code open}. What can't be listed, {@code lister}
   * knows afterwards.
   *
   * @throws InputException as {@link #find} does; after the start, never for one of several inputs
   */
  public Collection<FoundFile> list(
      Lister lister, AtOnce threads, Predicate<String> open, int most) {
    Predicate<String> wanted = folder -> filter.wantsFolder(folder) && open.test(folder);
    FolderWalk walk = new FolderWalk(wanted, filter::wantsFile, lister);
    for (String input : config.input()) {
      try {
        within(input, () -> begin(walk, input, wanted, lister));
      } catch (InputException gone) {
        if (lister.atStart()) {
          throw gone;
        }
        lister.leaveOut(InputPath.of(input), gone.getMessage());
      }
    }
    Collection<FoundFile> found =
        within(String.join(", ", config.input()), () -> walk.files(threads, most));
    if (found.isEmpty() && !config.watches()) {
      throw nothing(lister);
    }
    return found;
  }

  private Void begin(FolderWalk walk, String input, Predicate<String> wanted, Lister lister)
      throws IOException {
    Set<String> before = Set.copyOf(lister.leftOut().keySet());
    List<Listed> roots = roots(input, wanted, lister);
    roots.forEach(walk::begin);
    if (roots.isEmpty() && !(config.watches() && Globs.isGlob(input))) {
      throw new InputException(
          "input: '%s' %s. Right would be: a file, a folder or a glob in quotes."
              .formatted(input, absence(input, before, lister)));
    }
    return null;
  }

  /**
   * @param before what was left out before this input was looked at
   */
  private static String absence(String input, Set<String> before, Lister lister) {
    if (!Globs.isGlob(input)) {
      return "does not exist";
    }
    return lister.leftOut().entrySet().stream()
        .filter(left -> !before.contains(left.getKey()))
        .findFirst()
        .map(left -> "matches no file; of %s: %s".formatted(left.getKey(), left.getValue()))
        .orElse("matches no file");
  }

  /**
   * What has this name and what matches it: a file called {@code *} must not hide its neighbours.
   */
  private static List<Listed> roots(String input, Predicate<String> wanted, Lister lister)
      throws IOException {
    Listed named = lister.look(InputPath.ofUser(input));
    List<Listed> roots = new ArrayList<>();
    try {
      roots.addAll(Globs.expand(input, wanted, lister));
    } catch (IllegalArgumentException noGlob) {
      if (named == null) {
        throw noGlob;
      }
    }
    if (named != null) {
      roots.add(named);
    }
    return roots;
  }

  private InputException nothing(Lister lister) {
    String inputs = String.join(", ", config.input());
    if (!lister.leftOut().isEmpty()) {
      String first = lister.leftOut().firstKey();
      return new InputException(
          "input: %s holds no file that can be read, %s for one: %s. Right would be: a path that holds CloudTrail records."
              .formatted(inputs, first, lister.leftOut().get(first)));
    }
    if (config.until() != null) {
      return new InputException(
          "input: %s holds no file with events of before %s; of CloudTrail's own files the name tells (ACCOUNT_CloudTrail_REGION_TIME_...). Right would be: a later time, or an archive that reaches back before it."
              .formatted(inputs, config.until()));
    }
    return new InputException(
        config.selection().isAll()
            ? "input: %s holds no file to read (hidden files, CloudTrail-Digest and CloudTrail-Insight are left out)."
                    .formatted(inputs)
                + " Right would be: a path that holds CloudTrail records."
            : "input: %s holds no file that accounts, regions, from and to select; they go by CloudTrail's own file names (ACCOUNT_CloudTrail_REGION_TIME_...)."
                    .formatted(inputs)
                + " Right would be: a wider selection, or another path.");
  }

  /** A step that may fail, with the input that it concerns. */
  private static <T> T within(String input, Step<T> step) {
    try {
      return step.take();
    } catch (UnsupportedFileSystemSchemeException noPlugin) {
      throw new InputException(
          "input: '%s' lies on a file system that is not loaded here. Right would be: for S3, Flink's plugin flink-s3-fs-presto or flink-s3-fs-hadoop in its plugins folder (docs/files.md)."
              .formatted(input));
    } catch (IOException unreadable) {
      throw unlisted(input, Lister.reason(unreadable));
    } catch (IllegalArgumentException noName) {
      throw unlisted(input, noName.getMessage());
    }
  }

  private static InputException unlisted(String input, String reason) {
    return new InputException(
        "input: '%s' cannot be listed: %s. Right would be: a file, folder or glob that can be read."
            .formatted(input, reason));
  }

  /** What may fail. */
  @FunctionalInterface
  private interface Step<T> {
    T take() throws IOException;
  }
}
