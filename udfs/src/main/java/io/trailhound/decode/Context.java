package io.trailhound.decode;

import io.trailhound.model.ExtraFields;

/** What all parts of one decoder share. */
record Context(
    ExtraFields extras,
    DecodeLimits limits,
    EpochClock clock,
    Utf8Json json,
    PathNode paths,
    UnreadPaths unread) {

  static Context of(ExtraFields extras, DecodeLimits limits, EpochClock clock) {
    Utf8Json json = Utf8Json.nestedUpTo(limits.maxNesting());
    PathNode paths = FieldPaths.of(extras);
    return new Context(extras, limits, clock, json, paths, new UnreadPaths(paths, extras));
  }

  RecordScan scan() {
    return new RecordScan(json, paths, new Unread(unread), extras);
  }
}
