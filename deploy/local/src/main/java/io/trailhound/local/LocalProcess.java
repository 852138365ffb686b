package io.trailhound.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
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
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Starts and ends one program: its folder gets {@code NAME.log} and {@code NAME.pid}, and any later
 * JVM that names the same folder finds the process again. It runs on when this JVM ends, unless
 * {@link #endWithThisJvm} was called. Started again after {@link #kill} or {@link #stop} it keeps
 * its ports and data.
 */
public final class LocalProcess implements AutoCloseable {
  /** Asked to end, with nothing new in its log. */
  private static final Duration HUNG = Duration.ofMinutes(1);

  private static final int LAST_LINES = 20;
  private static final int LAST_BYTES = 16 << 10;

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

  /** Starts it unless it runs, and waits until it's up; one that doesn't get up is ended. */
  public LocalProcess start() {
    try {
      begin();
      awaitUp();
      return this;
    } catch (LocalException e) {
      kill();
      throw e;
    }
  }

  /** Starts it unless it runs, without waiting. */
  public void begin() {
    if (runs()) {
      return;
    }
    try {
      Files.createDirectories(Commands.temporary(folder));
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

  /** Waits until it's up, as {@link #await} does. */
  public void awaitUp() {
    await(name + " starts", program::answers);
  }

  /**
   * Waits for what the process brings about, as {@link Patience} does: its log shows that it gets
   * on. When it has ended the waiting fails at once; an error has the end of the log in its
   * message.
   */
  public void await(String what, BooleanSupplier happened) {
    try {
      Patience.await(
          what, () -> isSo(happened), it -> it || mustRun(what), () -> Files.size(log()));
    } catch (LocalException e) {
      throw new LocalException("%s%n%s".formatted(e.getMessage(), endOfLog()), e);
    }
  }

  /** {@code kill -9}, of the processes it started too, and waits until they're gone. */
  public void kill() {
    process()
        .ifPresent(
            process -> {
              List<ProcessHandle> all =
                  Stream.concat(process.descendants(), Stream.of(process)).toList();
              Commands.killDetached(process);
              all.forEach(ProcessHandle::destroyForcibly);
              for (ProcessHandle one : all) {
                if (!ends(one, Patience.LIMIT)) {
                  throw new LocalException("process " + one.pid() + " did not end.");
                }
              }
            });
  }

  /**
   * Asks it to end, and makes it end when it hangs: nothing new in its log for a while, or not
   * ended for all that's new there.
   */
  public void stop() {
    process()
        .ifPresent(
            process -> {
              process.destroy();
              long before;
              long logged = log().toFile().length();
              Instant asked = Instant.now();
              do {
                before = logged;
                if (ends(process, HUNG)) {
                  return;
                }
                logged = log().toFile().length();
              } while (logged > before && asked.plus(Patience.LIMIT).isAfter(Instant.now()));
              kill();
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

  /** A server that's just going away may refuse to say. */
  private static boolean isSo(BooleanSupplier happened) {
    try {
      return happened.getAsBoolean();
    } catch (LocalException notNow) {
      return false;
    }
  }

  private boolean mustRun(String what) {
    if (!runs()) {
      throw new LocalException(what + ": the process has ended.");
    }
    return false;
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
    try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LAST_BYTES));
      byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(end);
      List<String> lines = new String(end, UTF_8).lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      return "The end of %s:%n%s".formatted(log(), String.join(System.lineSeparator(), last));
    } catch (IOException e) {
      return "It has no log in " + log() + ".";
    }
  }

  private static LocalException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LocalException("interrupted", e);
  }
}
