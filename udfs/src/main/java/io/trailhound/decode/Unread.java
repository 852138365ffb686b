package io.trailhound.decode;

import io.trailhound.model.CloudTrailEvent;
import java.util.BitSet;

/**
 * A record's action in, as soon as it's met; out what of the rest can be skipped. CloudTrail writes
 * the action before what it was called with, which is most of a record. That it's the action of the
 * event shows at the end: {@link #mayLack} tells.
 */
final class Unread {
  /** A power of two; some hundred actions are most of a trail. */
  private static final int SIZE = 512;

  private final UnreadPaths paths;

  /** Actions met lately, by their hash, and what {@link #paths} says of them. */
  private final String[] met = new String[SIZE];

  private final BitSet[] metNodes = new BitSet[SIZE];

  /** Whether anything is skipped at all. */
  boolean skipping = true;

  private String action;
  private BitSet nodes;

  Unread(UnreadPaths paths) {
    this.paths = paths;
  }

  /** Another record begins, of which all is read until its action is known. */
  void clear() {
    action = null;
    nodes = null;
  }

  /** Takes the text in {@code slot}, if it's an action; the first counts. */
  void met(int slot, String text) {
    if (skipping && action == null && isAction(slot)) {
      action = text;
      nodes = nodes(text);
    }
  }

  @SuppressWarnings("ReferenceEquality") // another object of the same text is asked for again
  private BitSet nodes(String text) {
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (SIZE - 1);
    if (met[place] != text) {
      metNodes[place] = paths.of(text);
      met[place] = text;
    }
    return metNodes[place];
  }

  private static boolean isAction(int slot) {
    return slot == Slots.EVENT_NAME || slot == Slots.ECS + Slots.EVENT_NAME;
  }

  boolean skips(PathNode node) {
    return nodes != null && node.unread >= 0 && nodes.get(node.unread);
  }

  /** Whether something was skipped that rules may read of {@code event}. */
  boolean mayLack(CloudTrailEvent event) {
    return action != null && (event.lists != null || !action.equals(event.eventName));
  }
}
