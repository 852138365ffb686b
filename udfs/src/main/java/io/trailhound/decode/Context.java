package io.trailhound.decode;

import io.trailhound.decode.scan.SharedTexts;
import io.trailhound.model.ExtraFields;
import java.util.Optional;

/**
 * What all parts of one decoder share.
 *
 * @param texts those of {@link QuickReader}; empty where there is none, because a rule wants every
 *     text of a document, which leaves nothing to pass over
 */
record Context(
    ExtraFields extras,
    DecodeLimits limits,
    EpochClock clock,
    Utf8Json json,
    PathNode paths,
    UnreadPaths unread,
    Optional<SharedTexts> texts) {

  static Context of(ExtraFields extras, DecodeLimits limits, EpochClock clock) {
    Utf8Json json = Utf8Json.nestedUpTo(limits.maxNesting());
    PathNode paths = FieldPaths.of(extras);
    UnreadPaths unread = new UnreadPaths(paths, extras);
    Optional<SharedTexts> texts =
        extras.wholeText() ? Optional.empty() : Optional.of(new SharedTexts());
    return new Context(extras, limits, clock, json, paths, unread, texts);
  }

  RecordScan scan() {
    RecordValues found = new RecordValues(extras, new Unread(unread));
    return new RecordScan(
        found,
        texts.map(shared -> new QuickReader(paths, found, shared, limits.maxNesting())),
        new CarefulReader(json, paths, found));
  }
}
