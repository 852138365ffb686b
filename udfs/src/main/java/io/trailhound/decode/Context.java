package io.trailhound.decode;

import io.trailhound.decode.scan.SharedTexts;
import io.trailhound.model.ExtraFields;
import java.util.Optional;

/**
 * What all parts of one decoder share.
 *
 * @param met what {@link QuickReader} has met; empty where there is none, because a rule wants
 *     every text of a document, which leaves nothing to pass over
 */
record Context(
    ExtraFields extras,
    DecodeLimits limits,
    EpochClock clock,
    Utf8Json json,
    PathNode paths,
    UnreadPaths unread,
    Optional<MetBefore> met) {

  static Context of(ExtraFields extras, DecodeLimits limits, EpochClock clock) {
    Utf8Json json = Utf8Json.nestedUpTo(limits.maxNesting());
    PathNode paths = FieldPaths.of(extras);
    UnreadPaths unread = new UnreadPaths(paths, extras);
    Optional<MetBefore> met = extras.wholeText() ? Optional.empty() : Optional.of(new MetBefore());
    return new Context(extras, limits, clock, json, paths, unread, met);
  }

  /** What repeats in records, for all readers of a decoder. */
  record MetBefore(SharedTexts texts, KnownObjects objects) {
    MetBefore() {
      this(new SharedTexts(), new KnownObjects());
    }
  }

  RecordScan scan() {
    RecordValues found = new RecordValues(extras, new Unread(unread));
    return new RecordScan(
        found,
        met.map(it -> new QuickReader(paths, found, it.texts(), it.objects(), limits.maxNesting())),
        new CarefulReader(json, paths, found));
  }
}
