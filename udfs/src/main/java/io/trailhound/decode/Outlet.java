package io.trailhound.decode;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.util.ArrayDeque;

/**
 * Events and reasons in, {@link Decoded} with its source position out, one after the other. Of one
 * message it lets so many dead letters through and counts the others.
 */
final class Outlet {
  private static final int LONGEST_DETAIL = 300;

  private final ArrayDeque<Decoded> waiting = new ArrayDeque<>();
  private String source;

  /** Offset of the message, or line of the file at which the current record begins. */
  long position;

  /** Outputs since {@link #open}, those that are only counted among them. */
  long passed;

  /** How many more dead letters are let through. */
  private long lettersLeft;

  private long surplus;

  void open(String from, long at) {
    waiting.clear();
    source = from;
    position = at;
    passed = 0;
    expect(Long.MAX_VALUE);
  }

  /** A message begins, whose dead letters are let through up to {@code letters}. */
  void expect(long letters) {
    lettersLeft = letters;
    surplus = 0;
  }

  /** The message has ended: tells of the dead letters that were only counted. */
  void surplus(byte[] message) {
    long more = surplus;
    expect(Long.MAX_VALUE);
    if (more > 0) {
      dead(Reasons.TOO_MANY, more + " more dead letters of this one message", message);
    }
  }

  void event(CloudTrailEvent event) {
    event.source = source;
    event.position = position;
    passed++;
    waiting.add(Decoded.of(event));
  }

  void dead(String reason, String detail, byte[] raw) {
    passed++;
    if (lettersLeft == 0) {
      surplus++;
      return;
    }
    lettersLeft--;
    String told = detail;
    if (detail != null && detail.length() > LONGEST_DETAIL) {
      told = detail.substring(0, LONGEST_DETAIL) + "...";
    }
    waiting.add(Decoded.of(new DeadLetter(reason, told, source + position, raw)));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The oldest output that waits, or null. */
  Decoded poll() {
    return waiting.poll();
  }
}
