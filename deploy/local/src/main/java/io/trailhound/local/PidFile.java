package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process and when it started, in a file: the file comes in, the process goes out if it still
 * runs.
 */
final class PidFile {
  /** The system's own figure for a process's start moves a little when its clock is set. */
  private static final Duration CLOCK_SET = Duration.ofSeconds(5);

  private final Path file;

  PidFile(Path file) {
    this.file = file;
  }

  void write(ProcessHandle process) throws IOException {
    Files.writeString(file, process.pid() + " " + started(process) + "\n");
  }

  /** The process of this file, unless it ended or its number went to another one. */
  Optional<ProcessHandle> process() {
    try {
      String[] line = Files.readString(file).strip().split(" ");
      Instant started = Instant.parse(line[1]);
      return ProcessHandle.of(Long.parseLong(line[0]))
          .filter(PidFile::runs)
          .filter(it -> started(it).minus(CLOCK_SET).isBefore(started))
          .filter(it -> started(it).plus(CLOCK_SET).isAfter(started));
    } catch (IOException | RuntimeException missingOrCutShort) {
      return Optional.empty();
    }
  }

  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  /** Java counts a process that ended as alive until its parent has asked how it went. */
  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException goneOrNoLinux) {
      return false;
    }
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
