package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonFactory;
import io.trailhound.model.ExtraFields;

/** What all parts of one decoder share. */
record Context(
    ExtraFields extras, DecodeLimits limits, EpochClock clock, JsonFactory json, PathNode paths) {

  static Context of(ExtraFields extras, DecodeLimits limits, EpochClock clock) {
    JsonFactory json = Utf8Json.nestedUpTo(limits.maxNesting());
    return new Context(extras, limits, clock, json, FieldPaths.of(extras));
  }

  RecordScan scan() {
    return new RecordScan(json, paths, extras);
  }
}
