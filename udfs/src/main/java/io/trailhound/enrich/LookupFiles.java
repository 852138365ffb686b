package io.trailhound.enrich;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Paths of the files that say more about a call than its record does, each on a file system that
 * Flink knows.
 *
 * @param asn at most one MaxMind file of the GeoLite2-ASN layout: whose network an address is in
 * @param accounts at most one CSV file: what an account is called and whose it is
 * @param networkDatabases MaxMind files: where an address is, and of which kind
 * @param networkLists text files of networks, or folders of them: whose names are tags
 */
public record LookupFiles(
    List<String> asn,
    List<String> accounts,
    List<String> networkDatabases,
    List<String> networkLists)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** With an ASN file, if any, and nothing else. */
  public static LookupFiles ofAsn(Optional<String> file) {
    return new LookupFiles(file.stream().toList(), List.of(), List.of(), List.of());
  }

  /** Whether a file of this name, in a folder that is given as a list of networks, is one. */
  public static boolean isList(String name) {
    return FileStamps.isOne(name, NetworkLists.KIND.endingInFolder());
  }

  /** The same without the ASN file, for what is known of addresses already. */
  LookupFiles withoutAsn() {
    return new LookupFiles(List.of(), accounts, networkDatabases, networkLists);
  }
}
