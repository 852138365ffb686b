package io.trailhound.job.cli;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.decode.DecodedReader;
import io.trailhound.decode.EpochClock;
import io.trailhound.enrich.LookupFiles;
import io.trailhound.enrich.Lookups;
import io.trailhound.job.config.ConfigException;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import io.trailhound.watch.Watcher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of events in any form that the job reads, with what is looked up for them.
 *
 * @param deadLetters a line for each document that is none
 */
record EventFile(List<CloudTrailEvent> events, List<String> deadLetters) {

  /**
   * @param lookups what is known of addresses and accounts
   * @param most events that are read
   */
  static EventFile read(Path file, ExtraFields extras, LookupFiles lookups, int most)
      throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ConfigException(
          "'%s' can't be read. Right would be: a file of CloudTrail events.".formatted(file));
    }
    EventFile result = new EventFile(new ArrayList<>(), new ArrayList<>());
    CloudTrailDecoder decoder =
        new CloudTrailDecoder(extras, DecodeLimits.DEFAULT, EpochClock.system());
    try (Lookups known = Lookups.open(lookups, Watcher.EVERY);
        InputStream in = Files.newInputStream(file);
        DecodedReader reader = decoder.open(in, file.toString())) {
      Decoded next = reader.next();
      while (next != null && result.events.size() < most) {
        result.add(next, known);
        next = reader.next();
      }
    }
    return result;
  }

  private void add(Decoded decoded, Lookups known) {
    if (decoded.event() == null) {
      deadLetters.add(decoded.deadLetter().reason() + ": " + decoded.deadLetter().detail());
      return;
    }
    known.enrich(decoded.event());
    events.add(decoded.event());
  }
}
