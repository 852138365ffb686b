package io.trailhound.decode;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.util.ArrayDeque;

/**
 * Events and reasons in, {@link Decoded} with its source position out, one after the other. Of one
 * message, and of one packed file, it lets so many dead letters through and counts the others.
 */
final class Outlet {
  private static final int LONGEST_DETAIL = 300;

  /**
   * A packed file may have a dead letter for so many of its bytes. The id of a record alone packs
   * to more; what packs better is the same again and again.
   */
  private static final int PACKED_BYTES = 16;

  private final ArrayDeque<Decoded> waiting = new ArrayDeque<>();
  private String source;

  /** Offset of the message, or line of the file at which the current record begins. */
  long position;

  /** Outputs since {@link #open}, those that are only counted among them. */
  long passed;

  /** How many more dead letters are let through. */
  private long lettersLeft;

  private long surplus;

  /** Knows how much of the file was packed; null for a message. */
  private Allowance file;

  /** Dead letters that a packed file may have in any case. */
  private long always;

  private long letters;
  private long fileSurplus;

  void open(String from, long at) {
    waiting.clear();
    source = from;
    position = at;
    passed = 0;
    file = null;
    expect(Long.MAX_VALUE);
  }

  /** A file begins, whose dead letters are let through as far as its packed bytes go. */
  void expectOfFile(long lettersInAnyCase, Allowance unpacked) {
    file = unpacked;
    always = lettersInAnyCase;
    letters = 0;
    fileSurplus = 0;
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
    if (more > 0 && fileIsFull()) {
      fileSurplus += more;
    } else if (more > 0) {
      dead(Reasons.TOO_MANY, more + " more dead letters of this one message", message);
    }
  }

  /** The file has ended: the same. */
  void surplusOfFile() {
    long more = fileSurplus;
    file = null;
    if (more > 0) {
      dead(Reasons.TOO_MANY, more + " more dead letters of this packed file", new byte[0]);
    }
  }

  private boolean fileIsFull() {
    return file != null
        && file.packed() > 0
        && letters >= Math.max(always, file.packed() / PACKED_BYTES);
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
    if (fileIsFull()) {
      fileSurplus++;
      return;
    }
    letters++;
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
