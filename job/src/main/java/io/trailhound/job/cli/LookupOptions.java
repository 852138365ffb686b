package io.trailhound.job.cli;

import io.trailhound.enrich.LookupFiles;
import io.trailhound.job.config.Keys;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The files that say more about a call than its record does, as {@code run} takes them. */
final class LookupOptions {
  @Option(
      names = "--asn-db",
      paramLabel = "FILE",
      description = "Gives addresses their networks, as in run.")
  private String asnDb;

  @Option(
      names = "--accounts-file",
      paramLabel = "FILE",
      description = "Gives accounts their names and labels, as in run.")
  private String accounts;

  @Option(
      names = "--network-db",
      paramLabel = "FILE",
      description = "Gives addresses their places and kinds, as in run.")
  private List<String> networkDbs = List.of();

  @Option(
      names = "--network-list",
      paramLabel = "PATH",
      description = "Gives addresses the tags of the lists that have them, as in run.")
  private List<String> networkLists = List.of();

  LookupFiles files() {
    return new LookupFiles(
        files(Stream.ofNullable(asnDb)),
        files(Stream.ofNullable(accounts)),
        files(networkDbs.stream()),
        files(networkLists.stream()));
  }

  private static List<String> files(Stream<String> given) {
    return given.filter(file -> !file.equals(Keys.NONE)).toList();
  }
}
