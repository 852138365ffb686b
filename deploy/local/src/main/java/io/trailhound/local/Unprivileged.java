package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets a program that refuses root run all the same, with root's own files: the words come out that
 * its command line begins with. For an ordinary user there are none.
 */
record Unprivileged(List<String> prefix) {
  /** Root outside is nobody inside, and still owns what is root's. */
  private static final Unprivileged NAMESPACE =
      of("unshare", "--map-user=65534", "--map-group=65534");

  /** Nobody, who may read and write everything; for where namespaces are not allowed. */
  private static final Unprivileged CAPABILITIES =
      of(
          "setpriv",
          "--reuid=65534",
          "--regid=65534",
          "--clear-groups",
          // Else a program that asks whether it may is told that it may not.
          "--securebits=+no_setuid_fixup",
          "--inh-caps=+dac_override,+fowner",
          "--ambient-caps=+dac_override,+fowner");

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  /** What a command line begins with. */
  static List<String> words() {
    if (!ROOT) {
      return List.of();
    }
    return ways()
        .filter(Unprivileged::works)
        .findFirst()
        .orElseThrow(
            () ->
                new LocalException(
                    "Elasticsearch refuses to run as root, and neither unshare nor setpriv can"
                        + " change the user here. Right would be: an ordinary user."))
        .prefix;
  }

  /** The better one first. */
  static Stream<Unprivileged> ways() {
    return Stream.of(NAMESPACE, CAPABILITIES);
  }

  /** Makes a folder root's again: another way, or another version, may have written there. */
  static void own(Path folder) throws IOException {
    if (!ROOT) {
      return;
    }
    UserPrincipal root =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("root");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setOwner(file, root);
      }
    }
  }

  List<String> with(String... command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(List.of(command));
    return all;
  }

  boolean works() {
    try {
      return Commands.onPath(prefix.get(0))
          && new ProcessBuilder(with("true")).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Unprivileged of(String... prefix) {
    return new Unprivileged(List.of(prefix));
  }
}
