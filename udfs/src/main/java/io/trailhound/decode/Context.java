package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.trailhound.model.ExtraFields;

/** What all parts of one decoder share. */
record Context(
    ExtraFields extras, DecodeLimits limits, EpochClock clock, JsonFactory json, PathNode paths) {

  static Context of(ExtraFields extras, DecodeLimits limits, EpochClock clock) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder().maxNestingDepth(limits.maxNesting()).build();
    // Keys of requestParameters are anybody's: interning them would fill the JVM's table.
    JsonFactory json =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    return new Context(extras, limits, clock, json, FieldPaths.of(extras));
  }

  RecordScan scan() {
    return new RecordScan(json, paths, extras);
  }
}
