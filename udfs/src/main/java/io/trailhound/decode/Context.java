package io.trailhound.decode;

import io.trailhound.model.ExtraFields;

/** What all parts of one decoder share. */
record Context(
    ExtraFields extras, DecodeLimits limits, EpochClock clock, Utf8Json json, PathNode paths) {

  static Context of(ExtraFields extras, DecodeLimits limits, EpochClock clock) {
    Utf8Json json = Utf8Json.nestedUpTo(limits.maxNesting());
    return new Context(extras, limits, clock, json, FieldPaths.of(extras));
  }

  RecordScan scan() {
    return new RecordScan(json, paths, extras);
  }
}
