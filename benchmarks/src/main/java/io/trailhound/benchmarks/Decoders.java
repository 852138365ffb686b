package io.trailhound.benchmarks;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.decode.EpochClock;
import io.trailhound.rules.RuleBook;

/** The decoder as the job sets it up. */
final class Decoders {
  private Decoders() {}

  static CloudTrailDecoder of(RuleBook rules) {
    return new CloudTrailDecoder(rules.extraFields(), DecodeLimits.DEFAULT, EpochClock.system());
  }
}
