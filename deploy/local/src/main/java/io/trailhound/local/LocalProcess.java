package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Starts and ends one program: its folder gets {@code NAME.log} and {@code NAME.pid}, and any later
 * JVM that names the same folder finds the process again. It runs on when this JVM ends, unless
 * {@link #endWithThisJvm} was called. Started again after {@link #kill} or {@link #stop} it keeps
 * its ports and data.
 */
public final class LocalProcess implements AutoCloseable {
  private static final Duration UP_WITHIN = Duration.ofSeconds(90);
  private static final Duration DOWN_WITHIN = Duration.ofSeconds(20);
  private static final int LAST_LINES = 20;

  private final String name;
  private final Path folder;
  private final Program program;
  private final PidFile pidFile;

  public LocalProcess(String name, Path folder, Program program) {
    this.name = name;
    this.folder = folder;
    this.program = program;
    this.pidFile = new PidFile(folder.resolve(name + ".pid"));
  }

  public String name() {
    return name;
  }

  /** Everything it and its earlier starts printed. */
  public Path log() {
    return folder.resolve(name + ".log");
  }

  public Optional<ProcessHandle> process() {
    return pidFile.process();
  }

  public boolean runs() {
    return process().isPresent();
  }

  /** Whether it runs and does its work. */
  public boolean up() {
    return runs() && program.answers();
  }

  /** Starts it unless it runs, and waits until it's up. */
  public LocalProcess start() {
    begin();
    awaitUp();
    return this;
  }

  /** Starts it unless it runs, without waiting. */
  public void begin() {
    if (runs()) {
      return;
    }
    try {
      Files.createDirectories(folder);
      List<String> command = new ArrayList<>(Commands.detached());
      command.addAll(program.command());
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      pidFile.write(process.toHandle());
    } catch (IOException e) {
      throw new LocalException("%s did not start: %s".formatted(name, e.getMessage()), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits until it's up; an error has the end of the log in its message. */
  public void awaitUp() {
    Instant deadline = Instant.now().plus(UP_WITHIN);
    while (!program.answers()) {
      Optional<ProcessHandle> process = process();
      if (process.isEmpty()) {
        throw new LocalException("%s ended while it started. %s".formatted(name, endOfLog()));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new LocalException(
            String.format(
                Locale.ROOT,
                "%s was not up within %d s. %s",
                name,
                UP_WITHIN.toSeconds(),
                endOfLog()));
      }
      ends(process.get(), Duration.ofMillis(100));
    }
  }

  /** {@code kill -9}, of the processes it started too, and waits until they're gone. */
  public void kill() {
    process()
        .ifPresent(
            process ->
                Stream.concat(process.descendants(), Stream.of(process))
                    .toList()
                    .forEach(LocalProcess::killNow));
  }

  /** Asks it to end, and makes it end when it takes too long. */
  public void stop() {
    process()
        .ifPresent(
            process -> {
              process.destroy();
              if (!ends(process, DOWN_WITHIN)) {
                kill();
              }
            });
  }

  /**
   * For tests: when this JVM ends, whatever the reason but {@code kill -9}, so does the process.
   */
  public LocalProcess endWithThisJvm() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "end " + name));
    return this;
  }

  /** Ends it at once: what it keeps on disk is no longer wanted. */
  @Override
  public void close() {
    kill();
  }

  private static void killNow(ProcessHandle process) {
    process.destroyForcibly();
    if (!ends(process, DOWN_WITHIN)) {
      throw new LocalException(
          String.format(Locale.ROOT, "process %d did not end.", process.pid()));
    }
  }

  private static boolean ends(ProcessHandle process, Duration within) {
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException e) {
      throw new LocalException(
          String.format(Locale.ROOT, "process %d: %s", process.pid(), e.getMessage()), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private String endOfLog() {
    try (Stream<String> lines = Files.lines(log())) {
      List<String> all = lines.toList();
      List<String> last = all.subList(Math.max(0, all.size() - LAST_LINES), all.size());
      return "The end of %s:%n%s".formatted(log(), String.join(System.lineSeparator(), last));
    } catch (IOException | RuntimeException e) {
      return "It has no log in " + log() + ".";
    }
  }

  private static LocalException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LocalException("interrupted", e);
  }
}
