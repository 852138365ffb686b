package io.trailhound.local;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lets a program that refuses root run all the same: as {@code nobody}, in folders that nobody can
 * use. For an ordinary user everything stays as it is.
 */
final class Unprivileged {
  private static final String USER = "nobody";
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private Unprivileged() {}

  /** What a command line begins with. */
  static List<String> prefix() {
    if (!ROOT) {
      return List.of();
    }
    if (!Commands.onPath("setpriv")) {
      throw new LocalException(
          "Elasticsearch refuses to run as root, and setpriv, which could change the user, is not"
              + " there. Right would be: an ordinary user.");
    }
    return List.of("setpriv", "--reuid=" + USER, "--regid=65534", "--clear-groups");
  }

  /** The folder itself, or one of the same last name below the temporary folder. */
  static Path writable(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path usable = may("-x", folder) ? folder : elsewhere(folder);
    Files.createDirectories(usable);
    return usable;
  }

  /** Gives the folder and what's in it to the user who runs the program. */
  static void hand(Path folder) throws IOException {
    if (!ROOT) {
      return;
    }
    UserPrincipal user =
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(USER);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setOwner(file, user);
      }
    }
  }

  /** The folder itself, or a copy of it below the temporary folder. */
  static Path readable(Path folder) throws IOException, InterruptedException {
    if (may("-r", folder.resolve("bin")) && may("-r", folder.resolve("lib"))) {
      return folder;
    }
    Path copy = elsewhere(folder);
    if (!Files.exists(copy)) {
      Path half = Files.createTempDirectory(copy.getParent(), copy.getFileName().toString());
      copy(folder, half);
      hand(half);
      Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE);
    }
    return copy;
  }

  private static boolean may(String test, Path file) throws IOException, InterruptedException {
    if (!ROOT) {
      return true;
    }
    List<String> command = new ArrayList<>(prefix());
    command.addAll(List.of("test", test, file.toString()));
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  private static Path elsewhere(Path folder) {
    String name =
        String.format(Locale.ROOT, "trailhound-%s-%08x", folder.getFileName(), folder.hashCode());
    return Path.of(System.getProperty("java.io.tmpdir"), name);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.skip(1).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
