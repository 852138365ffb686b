package io.trailhound.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The launcher in; out how long its short commands take, as multiples of {@code --version} in the
 * same round. Rounds go by turns, so that a busy moment of the machine meets all of them; printed
 * are medians.
 *
 * <p>Arguments: the launcher, rounds (default 7), how many made-up rules (default 800).
 */
public final class StartUp {
  private static final String VERSION = "--version";
  private static final double NANOS_PER_SECOND = 1e9;

  private StartUp() {}

  public static void main(String[] args) throws Exception {
    String launcher = args[0];
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    int rules = args.length > 2 ? Integer.parseInt(args[2]) : 800;
    Path folder = Files.createTempDirectory("trailhound-start-up");
    try {
      MadeUpRules.write(folder, rules);
      print(measure(launcher, commands(folder, rules), rounds));
    } finally {
      delete(folder);
    }
  }

  /** What is shown to what is run. */
  private static Map<String, List<String>> commands(Path folder, int rules) {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put(VERSION, List.of(VERSION));
    commands.put("rules list", List.of("rules", "list"));
    commands.put("rules check", List.of("rules", "check"));
    commands.put("rules test", List.of("rules", "test"));
    commands.put("demo", List.of("demo"));
    commands.put("rules test, " + rules + " rules", List.of("rules", "test", folder.toString()));
    return commands;
  }

  private static Map<String, List<Double>> measure(
      String launcher, Map<String, List<String>> commands, int rounds) throws Exception {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    commands.keySet().forEach(name -> seconds.put(name, new ArrayList<>()));
    seconds(launcher, commands.get(VERSION)); // builds what has to be built
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> command : commands.entrySet()) {
        seconds.get(command.getKey()).add(seconds(launcher, command.getValue()));
      }
    }
    return seconds;
  }

  private static double seconds(String launcher, List<String> arguments)
      throws IOException, InterruptedException {
    return seconds(Path.of("").toAbsolutePath(), launcher, arguments);
  }

  /** From the start of the process, in that folder, to its end. */
  static double seconds(Path folder, String launcher, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(arguments);
    long start = System.nanoTime();
    int exitCode =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + exitCode);
    }
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }

  private static void print(Map<String, List<Double>> seconds) {
    List<Double> unit = seconds.get(VERSION);
    seconds.forEach(
        (name, measured) -> {
          List<Double> ratios = new ArrayList<>();
          for (int i = 0; i < measured.size(); i++) {
            ratios.add(measured.get(i) / unit.get(i));
          }
          System.out.printf(
              Locale.ROOT, "%-24s %8.2f s %8.1f%n", name, median(measured), median(ratios));
        });
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip((values.size() - 1) / 2).findFirst().orElseThrow();
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
