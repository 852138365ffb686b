package io.trailhound.decode;

import io.trailhound.decode.Cutter.Until;

/** What can't be read, and what is missing, to dead letters. */
final class Rejects {
  /** Blanks behind a brace that may stand before the end of its line. */
  private static final int LONGEST_GAP = 64;

  private final ByteWindow window;
  private final Outlet outlet;
  private final Cutter cutter;
  private final Attempt attempt;
  private final RecordScan scan;

  private byte[] whole;
  private boolean failureTold;

  Rejects(ByteWindow window, Outlet outlet, Cutter cutter, Attempt attempt, RecordScan scan) {
    this.window = window;
    this.outlet = outlet;
    this.cutter = cutter;
    this.attempt = attempt;
    this.scan = scan;
  }

  /**
   * @param message what a dead letter shows when unpacking fails
   */
  void restart(byte[] message) {
    whole = message;
    failureTold = false;
  }

  /** Cuts out the object that {@link Attempt} couldn't read. */
  void cutUnread(Until until, OpenList list) {
    long least = attempt.reason.equals(Reasons.TOO_DEEP) ? scan.read() : 0;
    cutObject(until, attempt.reason, attempt.detail, least, list);
  }

  /** Cuts out an object that nothing in its bytes speaks against. */
  void cutFailed(Until until, String detail, OpenList list) {
    cutObject(until, Reasons.DECODER_FAILED, detail, 0, list);
  }

  private void cutObject(Until until, String reason, String detail, long least, OpenList list) {
    byte[] whole = reason.equals(Reasons.MALFORMED_JSON) ? null : cutter.cutWhole();
    if (whole != null) {
      outlet.dead(reason, detail, whole);
    } else {
      byte[] bytes = cutter.cut(until, least, attempt.sound);
      told(reason, detail, bytes, list);
    }
  }

  /** Cuts out what begins here; when that is all there is, no list is open any more. */
  void cut(Until until, String reason, String detail, OpenList list) {
    told(reason, detail, cutter.cut(until), list);
  }

  private void told(String why, String inDetail, byte[] bytes, OpenList list) {
    String reason = why;
    String detail = inDetail;
    if (cutter.toEnd && window.failure != null) {
      failureTold = true;
      reason = Failures.reason(window.failure);
      detail = window.failure.getMessage();
    } else if (cutter.length > bytes.length) {
      reason = Reasons.TOO_LARGE;
      detail = attempt.tooLarge() + "; it has " + cutter.length;
    } else if (cutter.toEnd && list.open) {
      reason = Reasons.TRUNCATED;
    }
    // What was cut to the end is the whole rest: nothing is missing besides.
    list.open &= !cutter.toEnd;
    outlet.dead(reason, detail, bytes);
  }

  /** Where a document that can't be read ends: one that spans lines begins with a line break. */
  Until documentsEnd() {
    int i = 1;
    while (i < LONGEST_GAP && (window.at(i) == ' ' || window.at(i) == '\r')) {
      i++;
    }
    return window.at(i) == '\n' ? Until.DOCUMENT : Until.LINE;
  }

  /**
   * What follows the list in its document are further keys, or the list was none.
   *
   * @param keys whether what follows may be keys
   */
  void closeDocument(boolean keys) {
    byte[] rest = cutter.cut(Until.CLOSED);
    boolean closed = keys && rest[rest.length - 1] == '}';
    if (closed || window.failure != null) {
      return;
    }
    if (cutter.toEnd) {
      outlet.dead(Reasons.TRUNCATED, "the document around the records isn't closed", rest);
    } else {
      outlet.dead(Reasons.MALFORMED_JSON, "no end where the list of records ends", rest);
    }
  }

  /** Tells of what is missing at the end. */
  void end(OpenList list) {
    if (window.failure != null && !failureTold) {
      failureTold = true;
      outlet.dead(Failures.reason(window.failure), window.failure.getMessage(), whole);
    } else if (list.open && window.failure == null) {
      outlet.dead(Reasons.TRUNCATED, "the list of records isn't closed", new byte[0]);
    }
    list.open = false;
  }
}
