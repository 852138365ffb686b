package io.trailhound.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two folders with rules: the shipped ones with one more, and what became of them. One of each kind
 * that keeps state was removed, one was added, and a list has got one entry more.
 */
final class RuleFolders {
  /** The one more. */
  static final String REMOVED = "aws_describe_region_first_seen";

  /** Goes on behind the savepoint. */
  static final String SEQUENCE = "aws_discovery_attack_chain";

  static final Set<String> REMOVED_SHIPPED =
      Set.of(SEQUENCE, "aws_multi_region_describe_instances", "aws_rare_source_as_organization");

  static final String ADDED = "aws_cli_region_first_seen";

  /** The rule of the list. */
  static final String CHANGED = "aws_vpn_discovery_then_impact";

  /** What the list has got. */
  static final String NEW_IN_LIST = "DeactivateMFADevice";

  private static final Path SHIPPED = Launcher.HOME.resolve("job/src/main/resources/rules");

  private RuleFolders() {}

  static Path before(Path folder) throws IOException {
    copyShipped(folder);
    write(folder, REMOVED, "aws_describe_instances_call", "10d");
    return folder;
  }

  static Path after(Path folder) throws IOException {
    copyShipped(folder);
    for (String removed : REMOVED_SHIPPED) {
      Files.delete(folder.resolve(removed + ".yml"));
    }
    write(folder, ADDED, "aws_cli_discovery_call", "90d");
    Files.write(
        folder.resolve("lists/impact_actions.txt"),
        List.of(NEW_IN_LIST),
        StandardOpenOption.APPEND);
    return folder;
  }

  private static void copyShipped(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(SHIPPED.relativize(file)));
      }
    }
  }

  private static void write(Path folder, String name, String calls, String life)
      throws IOException {
    Files.writeString(
        folder.resolve(name + ".yml"),
        """
        title: First such call of a principal in a region
        name: %s
        correlation:
          type: new_terms
          rules: [%s]
          group-by: [aws.cloudtrail.user_identity.arn]
          timespan: %s
          condition:
            field: cloud.region
        level: low
        """
            .formatted(name, calls, life));
  }
}
