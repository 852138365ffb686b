package io.trailhound.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rule and list files to load.
 *
 * @param lists later ones replace earlier ones of the same name
 * @param listPlaces where lists were looked for, for messages
 */
public record RuleFiles(List<RuleSource> rules, List<RuleSource> lists, List<String> listPlaces) {
  private static final String SHIPPED = "rules/";

  /** The files that ship inside the jar, named by its {@code rules/index.txt}. */
  public static RuleFiles shipped(ClassLoader loader) {
    List<RuleSource> rules = new ArrayList<>();
    List<RuleSource> lists = new ArrayList<>();
    for (String name : resource(loader, "index.txt").split("\\R")) {
      RuleSource source = new RuleSource("shipped:" + name, resource(loader, name));
      (name.startsWith("lists/") ? lists : rules).add(source);
    }
    return new RuleFiles(rules, lists, List.of("the shipped lists"));
  }

  /**
   * The {@code .yml} and {@code .yaml} files of a folder and its subfolders, and the {@code .txt}
   * files of its {@code lists} folder. Names that begin with a dot are left out: editors and
   * Kubernetes keep copies under such names.
   *
   * @throws RuleException when the folder can't be read or has no rule
   */
  public static RuleFiles folder(Path folder) {
    List<RuleSource> rules = new ArrayList<>();
    List<RuleSource> lists = new ArrayList<>();
    Path listFolder = folder.resolve("lists");
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(file -> visible(folder, file)).sorted().toList()) {
        String name = path.getFileName().toString();
        boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
        if (path.startsWith(listFolder) && yaml) {
          throw new RuleException(
              path.toString(), 0, "a list isn't YAML", "one value per line in a .txt file");
        } else if (yaml) {
          rules.add(read(path));
        } else if (path.startsWith(listFolder) && name.endsWith(".txt")) {
          lists.add(read(path));
        }
      }
    } catch (IOException e) {
      throw new RuleException(
          folder.toString(), 0, "this folder can't be read", "name a folder with rule files");
    }
    if (rules.isEmpty() && lists.isEmpty()) {
      throw new RuleException(
          folder.toString(),
          0,
          "there is no rule in this folder",
          "rule files end in .yml or .yaml");
    }
    return new RuleFiles(rules, lists, List.of(listFolder.toString()));
  }

  private static boolean visible(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return Files.isRegularFile(file);
  }

  /** These files and {@code others}, whose lists replace those of the same name here. */
  public RuleFiles plus(RuleFiles others) {
    return new RuleFiles(
        concat(rules, others.rules),
        concat(lists, others.lists),
        concat(listPlaces, others.listPlaces));
  }

  /** Without the rules, for those who bring their own but use these lists. */
  public RuleFiles listsOnly() {
    return new RuleFiles(List.of(), lists, listPlaces);
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static RuleSource read(Path path) throws IOException {
    if (Files.size(path) > 4L * SigmaFile.MAX_CHARACTERS) {
      throw new RuleException(path.toString(), 0, "the file is too large for a rule", "");
    }
    return new RuleSource(path.toString(), text(Files.readAllBytes(path)));
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
