package io.trailhound.job.source.listing;

import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.OutputFiles;
import io.trailhound.text.UserPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files that are read and outputs in; nothing out when none of these is among those, as the folders
 * and globs are listed that name them: such a file would be emptied before it's read. Where new
 * files are watched for, nor may an output be one of them: its alerts would become dead letters
 * and, in a folder, these another file, without an end.
 *
 * <p>Limits: looks at what is on this machine alone. A cluster's machines may have other files.
 */
public final class ListedOutputs {
  /** As Flink calls folders and files in a folder that is an output, but for the time and ids. */
  private static final Path PART = Path.of("2026-09-01--00", "part-00000000-0");

  private ListedOutputs() {}

  /**
   * @param key what names the input
   * @param outputs files, and folders with a {@code /} at their end or that are there, by what
   *     names them
   * @throws ConfigException naming the first output that is read
   */
  public static void refuse(FilesConfig config, String key, Map<String, String> outputs) {
    List<String> here =
        config.input().stream().filter(path -> InputPath.of(path).isLocal()).toList();
    Map<String, Path> written = places(outputs, config.watches());
    if (here.isEmpty() || written.isEmpty()) {
      return;
    }
    Collection<FoundFile> read =
        list(
            new FilesConfig(here, config.watch(), config.selection(), config.until(), null),
            Set.copyOf(written.values()));
    written.forEach(
        (name, place) -> {
          if (read.stream().anyMatch(file -> isOne(file, place))) {
            throw Files.exists(place)
                ? OutputFiles.readToo(name, outputs.get(name), key)
                : watched(name, outputs.get(name), key);
          }
        });
  }

  /** Where what's written is, or where files that are watched for will be. */
  private static Map<String, Path> places(Map<String, String> outputs, boolean watches) {
    Map<String, Path> places = new LinkedHashMap<>();
    outputs.forEach(
        (name, output) -> {
          try {
            if (UserPath.isHere(output)) {
              Path place = OutputFiles.place(UserPath.local(output));
              boolean folder = OutputFiles.isFolder(output);
              boolean file = !folder && (!Files.exists(place) || Files.isRegularFile(place));
              if (file && (watches || Files.exists(place))) {
                places.put(name, place);
              } else if (folder && watches) {
                places.put(name, place.resolve(PART));
              }
            }
          } catch (IOException | InvalidPathException unwritable) {
            // told when it's opened
          }
        });
    return places;
  }

  private static Collection<FoundFile> list(FilesConfig config, Set<Path> toCome) {
    try (AtOnce threads = new AtOnce("output-check")) {
      return new InputFiles(config)
          .list(new ListerAhead(toCome), threads, any -> true, Integer.MAX_VALUE);
    } catch (InputException nothing) {
      return List.of(); // told when it's read
    }
  }

  /** Also where the file has two names. */
  private static boolean isOne(FoundFile file, Path place) {
    if (file.id().equals(place.toString())) {
      return true;
    }
    try {
      return Files.exists(place)
          && file.file().size() == Files.size(place)
          && Files.isSameFile(InputPath.of(file.file().path()).local(), place);
    } catch (IOException | InvalidPathException gone) {
      return false;
    }
  }

  private static ConfigException watched(String name, String output, String key) {
    return new ConfigException(
        "%s: '%s' is where new files are watched for, and would be read as %s. Right would be: a place outside of it, or a name that begins with a dot."
            .formatted(name, output, key));
  }
}
