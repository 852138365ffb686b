package io.trailhound.model;

/**
 * What a source emits: an event or a dead letter; the other one is null. Sources have no side
 * outputs, so both travel in one stream to the operator behind the source, which parts them.
 */
public record Decoded(CloudTrailEvent event, DeadLetter deadLetter) {
  /** Neither: behind this, a source that stays open has nothing more. */
  public static final Decoded END = new Decoded(null, null);

  public static Decoded of(CloudTrailEvent event) {
    return new Decoded(event, null);
  }

  public static Decoded of(DeadLetter deadLetter) {
    return new Decoded(null, deadLetter);
  }

  public boolean isEnd() {
    return event == null && deadLetter == null;
  }
}
