package io.trailhound.job;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodedReader;
import io.trailhound.enrich.AsnFile;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.InputFiles;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.util.List;

/**
 * Refuses a run whose rules would be silent by accident: they need the callers' networks, the input
 * doesn't have them, and no ASN database was named.
 */
final class AsnCheck {
  private static final int FILES = 10;
  private static final int RECORDS_PER_FILE = 200;

  private AsnCheck() {}

  /**
   * @throws ConfigException when networks are needed and nothing gives them
   * @throws io.trailhound.enrich.AsnException when the ASN file can't be used
   */
  static void require(JobConfig config, RuleBook rules, CloudTrailDecoder decoder) {
    // What a topic holds is not looked at: there, something has to be said.
    List<InputFile> files =
        config.readsFiles().map(input -> new InputFiles(input).find(FILES)).orElse(List.of());
    config.asnFile().ifPresent(AsnFile::check);
    boolean nothingSaid = config.asnDb().isEmpty();
    if (nothingSaid && rules.needsAsn() && !anyHasNetworks(files, decoder)) {
      throw new ConfigException(
          "asn-db is missing: rules need the callers' networks (source.as.number), and the input"
              + " does not have them. Right would be: --asn-db FILE, a MaxMind file such as"
              + " GeoLite2-ASN.mmdb, or --asn-db none when those rules are meant to stay silent.");
    }
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
