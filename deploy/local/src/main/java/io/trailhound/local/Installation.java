package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the build put the programs' files; found from {@code trailhound.home} or above the current
 * folder.
 */
final class Installation {
  private Installation() {}

  static Path kafka() {
    return existing(local().resolve("kafka/target/lib"));
  }

  static Path flink() {
    return existing(local().resolve("flink/target/lib"));
  }

  /** The folder with a folder for each plugin. */
  static Path flinkPlugins() {
    return existing(local().resolve("flink/target/plugins"));
  }

  /** The same with the plugin for S3 that Amazon's Managed Flink has, and no other. */
  static Path managedFlinkPlugins() {
    return existing(local().resolve("flink/target/other-plugins"));
  }

  static Path s3() {
    return existing(local().resolve("s3/target/lib"));
  }

  /** A server's class of ours, and the jars that it needs. */
  static List<Path> sqs() {
    Path target = local().resolve("sqs/target");
    return List.of(existing(target.resolve("classes")), existing(target.resolve("lib")));
  }

  /** A folder with the server, as npm lays it, beside what makes it listen here only. */
  static List<Path> kinesis() {
    Path folder = local().resolve("kinesis");
    Path server = folder.resolve("target/node_modules/kinesis-local");
    return List.of(folder.resolve("loopback.js"), existing(server));
  }

  /** The folder of a product, whose name is followed by its version. */
  static Path searchEngine(String product) {
    Path folder = existing(local().resolve("elasticsearch/target"));
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(it -> it.getFileName().toString().startsWith(product + "-"))
          .findFirst()
          .orElseThrow(() -> missing(folder.resolve(product + "-*")));
    } catch (IOException e) {
      throw missing(folder);
    }
  }

  private static Path local() {
    String home = System.getProperty("trailhound.home");
    Path folder = Path.of(home == null ? "" : home).toAbsolutePath().normalize();
    for (Path at = folder; at != null; at = at.getParent()) {
      Path local = at.resolve("deploy/local");
      if (Files.exists(local.resolve("pom.xml"))) {
        return local;
      }
    }
    throw missing(folder.resolve("deploy/local"));
  }

  private static Path existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw missing(folder);
    }
    return folder;
  }

  private static LocalException missing(Path folder) {
    return new LocalException(
        "%s is missing. Right would be: mvn -pl deploy/local -am compile".formatted(folder));
  }
}
