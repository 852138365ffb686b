package io.trailhound.job;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodedReader;
import io.trailhound.enrich.Lookups;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.LookupConfig;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.InputFiles;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.rules.Lookup;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Refuses a run whose rules would be silent by accident: they need what has to be looked up, such
 * as the callers' networks, the input doesn't have that, and no file was named.
 */
final class LookupCheck {
  private static final int FILES = 10;
  private static final int RECORDS_PER_FILE = 200;

  private LookupCheck() {}

  /**
   * @throws ConfigException when something is needed and nothing gives it
   * @throws io.trailhound.enrich.LookupException when a file can't be used
   */
  static void require(JobConfig config, RuleBook rules, CloudTrailDecoder decoder) {
    // What a topic holds is not looked at: there, something has to be said.
    List<InputFile> files =
        config.readsFiles().map(input -> new InputFiles(input).find(FILES)).orElse(List.of());
    Lookups.check(config.lookupFiles());
    boolean nothingSaid = config.asnDb().isEmpty();
    if (nothingSaid && rules.lookups().contains(Lookup.ASN) && !anyHasNetworks(files, decoder)) {
      throw new ConfigException(
          "asn-db is missing: rules need the callers' networks (source.as.number), and the input"
              + " does not have them. Right would be: --asn-db FILE, a MaxMind file such as"
              + " GeoLite2-ASN.mmdb, or --asn-db none when those rules are meant to stay silent.");
    }
    requireOthers(config.lookups(), rules.lookups());
  }

  /** Of input that is ours nothing has these. */
  private static void requireOthers(LookupConfig given, Set<Lookup> needed) {
    if (needed.contains(Lookup.ACCOUNTS) && given.accounts().isEmpty()) {
      throw missing(
          "accounts-file", "what accounts are called (cloud.account.name, labels.*)", "FILE.csv");
    }
    if (needed.contains(Lookup.PLACES) && given.networkDbs().isEmpty()) {
      throw missing("network-db", "where callers are (source.geo.*)", "FILE.mmdb");
    }
    if (needed.contains(Lookup.TAGS)
        && given.networkDbs().isEmpty()
        && given.networkLists().isEmpty()) {
      throw missing(
          "network-list",
          "of which kind the callers' networks are (trailhound.network.tags)",
          "FOLDER, --network-db FILE.mmdb");
    }
  }

  private static ConfigException missing(String key, String what, String value) {
    return new ConfigException(
        "%s is missing: rules need %s. Right would be: --%s %s, or --%s none when those rules are meant to stay silent."
            .formatted(key, what, key, value, key));
  }

  private static boolean anyHasNetworks(List<InputFile> files, CloudTrailDecoder decoder) {
    return files.stream().limit(FILES).anyMatch(file -> hasNetworks(file, decoder));
  }

  private static boolean hasNetworks(InputFile file, CloudTrailDecoder decoder) {
    try (DecodedReader records = decoder.open(file.open(), file.path() + ":")) {
      Decoded record = records.next();
      for (int i = 0; i < RECORDS_PER_FILE && record != null; i++, record = records.next()) {
        if (record.event() != null && hasNetwork(record.event())) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      return false; // the run makes a dead letter of it
    }
  }

  private static boolean hasNetwork(CloudTrailEvent event) {
    return event.asNumber != 0 || event.asOrganization != null;
  }
}
