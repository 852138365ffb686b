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

  /**
   * This JVM's java with these options, then the class path.
   *
   * @param folder the program's, which all its files go to: when it's killed it leaves some
   */
  static List<String> java(Path folder, String classPath, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(options(folder));
    command.add("-cp");
    command.add(classPath);
    return command;
  }

  /** The folder for a program's temporary files. */
  static Path temporary(Path folder) {
    return folder.resolve("tmp");
  }

  /**
   * For any JVM: no files in the temporary folder of the machine, and digits that can be read
   * again, for it writes numbers into names, options and files.
   */
  static List<String> options(Path folder) {
    return List.of(
        "-Djava.io.tmpdir=" + temporary(folder), "-XX:-UsePerfData", "-Duser.language=en");
  }

  /** Away from the terminal: Ctrl-C ends what is in front, not what was left running. */
  static List<String> detached() {
    return onPath("setsid") ? List.of("setsid") : List.of("nohup");
  }

  /** {@code kill -9} of a process that began with {@link #detached}, and of all that it started. */
  static void killDetached(ProcessHandle process) {
    if (onPath("setsid")) {
      try {
        // Who looks for the others one after the other misses one that's just being started.
        new ProcessBuilder("sh", "-c", "kill -9 -- -" + process.pid())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (IOException e) {
        throw new LocalException("process " + process.pid() + ": " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
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
