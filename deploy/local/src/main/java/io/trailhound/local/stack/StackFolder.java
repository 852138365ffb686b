package io.trailhound.local.stack;

import io.trailhound.local.LocalException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** The option that says which stack is meant, and the lock that keeps two commands apart. */
final class StackFolder {
  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "${env:TRAILHOUND_STACK:-${sys:user.home}/.trailhound/stack}",
      description = {
        "Where data, logs and settings of the stack are.",
        "Default: TRAILHOUND_STACK, or .trailhound/stack in the home folder"
      })
  private Path folder;

  Path path() {
    return folder;
  }

  StackSettings settings() {
    return StackSettings.read(folder);
  }

  /** Does the work while no other command may do any here. */
  int locked(Callable<Integer> work) throws Exception {
    Files.createDirectories(folder);
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        throw new LocalException(
            "another 'trailhound stack' is at work in " + folder + ". Wait until it's done.");
      }
      return work.call();
    }
  }
}
