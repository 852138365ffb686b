package io.trailhound.decode;

import io.trailhound.model.CloudTrailEvent;
import java.util.BitSet;

/**
 * A record's action in, as soon as it's met; out what of the rest can be skipped. CloudTrail writes
 * the action before what it was called with, which is most of a record. That it's the action of the
 * event shows at the end: {@link #mayLack} tells.
 */
final class Unread {
  private final UnreadPaths paths;

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
      nodes = paths.of(text);
    }
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
