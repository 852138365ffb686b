package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rule and list files to load.
 *
 * @param lists later ones replace earlier ones of the same name
 * @param listPlaces where lists were looked for, for messages
 * @param problems files that can't be read
 */
public record RuleFiles(
    List<RuleSource> rules, List<RuleSource> lists, List<String> listPlaces, List<Finding> problems)
    implements Serializable {

  RuleFiles(List<RuleSource> rules, List<RuleSource> lists, List<String> listPlaces) {
    this(rules, lists, listPlaces, List.of());
  }

  private static final String SHIPPED = "rules/";

  /** The files that ship inside the jar, named by its {@code rules/index.txt}. */
  public static RuleFiles shipped(ClassLoader loader) {
    List<RuleSource> rules = new ArrayList<>();
    List<RuleSource> lists = new ArrayList<>();
    for (String name : resource(loader, "index.txt").split("\\R")) {
      RuleSource source = new RuleSource("shipped:" + name, resource(loader, name));
      (name.startsWith("lists/") ? lists : rules).add(source);
    }
    return new RuleFiles(rules, lists, List.of("the shipped lists"), List.of());
  }

  /**
   * The rules and lists of a folder, see {@link FolderFiles}.
   *
   * @throws RuleException when the folder can't be read or has no rule
   */
  public static RuleFiles folder(Path folder) {
    List<RuleSource> rules = new ArrayList<>();
    List<RuleSource> lists = new ArrayList<>();
    List<Finding> problems = new ArrayList<>();
    Path listFolder = FolderFiles.lists(folder);
    for (Path path : paths(folder)) {
      if (path.startsWith(listFolder) && FolderFiles.isYaml(path)) {
        problems.add(
            new Finding(
                path.toString(),
                Place.WHOLE_FILE,
                Check.LIST,
                "a list isn't YAML",
                "one value per line in a .txt file"));
      } else {
        read(path, FolderFiles.isYaml(path) ? rules : lists, problems);
      }
    }
    if (rules.isEmpty() && lists.isEmpty() && problems.isEmpty()) {
      throw new RuleException(
          folder.toString(),
          Place.WHOLE_FILE,
          Check.FOLDER,
          "there is no rule in this folder",
          "rule files end in .yml or .yaml");
    }
    return new RuleFiles(rules, lists, List.of(listFolder.toString()), problems);
  }

  /**
   * The files of a folder that {@link #folder} reads.
   *
   * @throws RuleException when the folder can't be read
   */
  public static List<Path> paths(Path folder) {
    try {
      return FolderFiles.of(folder);
    } catch (IOException e) {
      throw new RuleException(
          folder.toString(),
          Place.WHOLE_FILE,
          Check.FOLDER,
          "this folder can't be read",
          "name a folder with rule files");
    }
  }

  /**
   * The shipped files, or those of a folder in their place with the shipped lists, and more.
   *
   * @param instead a folder, or null
   * @param added folders beside them
   */
  public static RuleFiles of(Path instead, List<Path> added) {
    return RuleFolders.of(instead, added).read();
  }

  /** These files and {@code others}, whose lists replace those of the same name here. */
  public RuleFiles plus(RuleFiles others) {
    return new RuleFiles(
        concat(rules, others.rules),
        concat(lists, others.lists),
        concat(listPlaces, others.listPlaces),
        concat(problems, others.problems));
  }

  /** Without the rules, for those who bring their own but use these lists. */
  public RuleFiles listsOnly() {
    return new RuleFiles(List.of(), lists, listPlaces, problems);
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** One file that can't be read doesn't hide what is wrong with the others. */
  private static void read(Path path, List<RuleSource> sources, List<Finding> problems) {
    String file = path.toString();
    try {
      if (Files.size(path) > 4L * SigmaFile.MAX_CHARACTERS) {
        problems.add(
            new Finding(
                file, Place.WHOLE_FILE, Check.FILE, "the file is too large for a rule", ""));
      } else {
        sources.add(new RuleSource(file, text(Files.readAllBytes(path))));
      }
    } catch (IOException e) {
      problems.add(
          new Finding(
              file,
              Place.WHOLE_FILE,
              Check.FILE,
              "this file can't be read: "
                  + (e instanceof NoSuchFileException ? "it leads nowhere" : e.getMessage()),
              "give yourself the right to read it, or leave it out"));
    }
  }

  private static String resource(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(SHIPPED + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + SHIPPED + name);
      }
      return text(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + SHIPPED + name, e);
    }
  }

  /** Without the byte order mark that some editors leave. */
  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
