package io.trailhound.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The words that command lines begin with, and commands that are over at once. */
final class Commands {
  private Commands() {}

  /** The class path of a folder's jars. */
  static String jars(Path folder) {
    return folder + "/*";
  }

  /** Numbers that a program writes into names, options and files are to be read again. */
  static final String NUMBERS = "-Duser.language=en";

  /** This JVM's java with these options, then the class path. */
  static List<String> java(String classPath, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(NUMBERS);
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    return command;
  }

  /** Away from the terminal: Ctrl-C ends what is in front, not what was left running. */
  static List<String> detached() {
    return onPath("setsid") ? List.of("setsid") : List.of("nohup");
  }

  static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(it -> Files.isExecutable(Path.of(it, program)));
  }

  /** Runs a command to its end and returns what it printed, or fails with that as its message. */
  static String run(String what, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new LocalException("%s failed:%n%s".formatted(what, output.strip()));
    }
    return output;
  }
}
