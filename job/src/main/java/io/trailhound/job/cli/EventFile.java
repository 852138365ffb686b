package io.trailhound.job.cli;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.decode.DecodedReader;
import io.trailhound.decode.EpochClock;
import io.trailhound.enrich.AsnCache;
import io.trailhound.enrich.AsnDatabase;
import io.trailhound.job.config.ConfigException;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of events in any form that the job reads, with their networks.
 *
 * @param deadLetters a line for each document that is none
 */
record EventFile(List<CloudTrailEvent> events, List<String> deadLetters) {

  /**
   * @param asnDb null where there is none
   * @param most events that are read
   */
  static EventFile read(Path file, ExtraFields extras, Path asnDb, int most) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ConfigException(
          "'%s' can't be read. Right would be: a file of CloudTrail events.".formatted(file));
    }
    AsnDatabase database = asnDb == null ? null : database(asnDb);
    AsnCache networks = new AsnCache();
    EventFile result = new EventFile(new ArrayList<>(), new ArrayList<>());
    CloudTrailDecoder decoder =
        new CloudTrailDecoder(extras, DecodeLimits.DEFAULT, EpochClock.system());
    try (InputStream in = Files.newInputStream(file);
        DecodedReader reader = decoder.open(in, file.toString())) {
      Decoded next = reader.next();
      while (next != null && result.events.size() < most) {
        result.add(next, networks, database);
        next = reader.next();
      }
    }
    return result;
  }

  private void add(Decoded decoded, AsnCache networks, AsnDatabase database) {
    if (decoded.event() == null) {
      deadLetters.add(decoded.deadLetter().reason() + ": " + decoded.deadLetter().detail());
      return;
    }
    if (database != null) {
      networks.enrich(database, decoded.event());
    }
    events.add(decoded.event());
  }

  private static AsnDatabase database(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new ConfigException(
          "asn-db: '%s' can't be read. Right would be: a MaxMind file of AS numbers."
              .formatted(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return AsnDatabase.read(in, file.toString());
    }
  }
}
